import { describe, expect, it } from "vitest";
import { systemRandom } from "../../../src/core/random.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { keyLock } from "../../../src/exchange/keys/protection.ts";
import type { KeyProtection } from "../../../src/exchange/keys/protection.ts";
import type { StoredServiceKeys } from "../../../src/exchange/store/contract/servicekeystore.ts";
import { codeOf, keyFile, passphrase } from "./support/generations.ts";

const secret = encodeUtf8("what nobody else may read");

/** Deriving takes its time: once for each protection. */
const rows = new Map<string, Promise<StoredServiceKeys>>();
async function sealed(protection: KeyProtection): Promise<StoredServiceKeys> {
  const row = rows.get(protection.kind) ?? seal(protection);
  rows.set(protection.kind, row);
  return row;
}

async function seal(protection: KeyProtection): Promise<StoredServiceKeys> {
  return (await keyLock(protection, [], systemRandom)).seal(3, 1000, secret);
}

async function opened(protection: KeyProtection, row: StoredServiceKeys): Promise<Uint8Array> {
  return (await keyLock(protection, [row], systemRandom)).open(row);
}

const changed = (row: StoredServiceKeys, at: number, value: number): StoredServiceKeys => {
  const bytes = Uint8Array.from(row.sealed);
  bytes[at] = value;
  return { ...row, sealed: bytes };
};

describe.each([
  ["a key file", keyFile(), keyFile(8), 2],
  ["a passphrase", passphrase(), passphrase("correct horse battery stable"), 21],
] as const)("under %s", (_, right, wrong, headerBytes) => {
  it("comes out as it went in, and is not to be seen in what is stored", async () => {
    const row = await sealed(right);
    expect(row.sealed).toHaveLength(headerBytes + 12 + secret.length + 16);
    expect(Buffer.from(row.sealed).includes(Buffer.from(secret))).toBe(false);
    expect(Buffer.from(await opened(right, row))).toEqual(Buffer.from(secret));
  });

  it("does not open with another", async () => {
    expect(await codeOf(opened(wrong, await sealed(right)))).toBe("servicekeys/not-opened");
  });

  it("does not open as another generation, or with another date", async () => {
    const row = await sealed(right);
    expect(await codeOf(opened(right, { ...row, generation: 4 }))).toBe("servicekeys/not-opened");
    expect(await codeOf(opened(right, { ...row, createdAt: 1001 }))).toBe("servicekeys/not-opened");
  });

  it("is never sealed twice alike", async () => {
    const lock = await keyLock(right, [], systemRandom);
    expect(lock.seal(3, 1000, secret).sealed).not.toEqual(lock.seal(3, 1000, secret).sealed);
  });
});

describe("what was changed at rest", () => {
  it("every single bit of a row under a key file", async () => {
    const row = await sealed(keyFile());
    for (let bit = 0; bit < row.sealed.length * 8; bit += 1) {
      const at = bit >> 3;
      const other = changed(row, at, (row.sealed[at] ?? 0) ^ (1 << (bit & 7)));
      expect(await codeOf(opened(keyFile(), other))).toMatch(/^servicekeys\/(?:not-opened|malformed)$/);
    }
  });

  it.each([
    ["the salt", 2],
    ["the nonce", 21],
    ["the content", 33],
  ])("%s of a row under a passphrase", async (_, at) => {
    const row = await sealed(passphrase());
    const other = changed(row, at, (row.sealed[at] ?? 0) ^ 1);
    expect(await codeOf(opened(passphrase(), other))).toBe("servicekeys/not-opened");
  });

  it("cut short anywhere", async () => {
    const row = await sealed(keyFile());
    for (let length = 0; length < row.sealed.length; length += 1) {
      const cut = { ...row, sealed: row.sealed.subarray(0, length) };
      expect(await codeOf(opened(keyFile(), cut))).toMatch(/^servicekeys\/(?:not-opened|malformed)$/);
    }
  });
});

describe("a hostile store", () => {
  it.each([
    ["too much memory", [16, 8, 3]],
    ["far too much memory", [255, 255, 1]],
    ["large blocks", [11, 255, 1]],
    ["too many rounds", [15, 8, 17]],
    ["no N", [0, 8, 3]],
    ["no blocks", [15, 0, 3]],
    ["no rounds", [15, 8, 0]],
  ])("does not get what it asks for: %s", async (_, parameters) => {
    const row = await sealed(passphrase());
    let other = row;
    for (const [at, value] of parameters.entries()) other = changed(other, 18 + at, value);
    expect(await codeOf(opened(passphrase(), other))).toBe("servicekeys/malformed");
  });

  it.each([
    ["version", 0, 2],
    ["kind", 1, 3],
  ])("a %s that is not known", async (_, at, value) => {
    expect(await codeOf(opened(keyFile(), changed(await sealed(keyFile()), at, value)))).toBe(
      "servicekeys/malformed",
    );
  });

  it("with many salts has only two derived", async () => {
    const row = await sealed(passphrase());
    const strange = [1, 2].map((salt) => changed(row, 2, (row.sealed[2] ?? 0) ^ salt));
    expect((await keyLock(passphrase(), [...strange.slice(1), row], systemRandom)).open(row)).toHaveLength(
      secret.length,
    );
    const lock = await keyLock(passphrase(), [...strange, row], systemRandom);
    expect(() => lock.open(row)).toThrow("servicekeys/not-opened");
  });
});

describe("a protection that cannot be one", () => {
  it.each([0, 31, 33])("a key file of %i bytes", async (length) => {
    const protection = { kind: "key-file", bytes: new Uint8Array(length) } as const;
    expect(await codeOf(keyLock(protection, [], systemRandom))).toBe("servicekeys/bad-key-file");
  });

  it("the other kind than what was sealed under", async () => {
    expect(await codeOf(opened(passphrase(), await sealed(keyFile())))).toBe("servicekeys/not-opened");
    expect(await codeOf(opened(keyFile(), await sealed(passphrase())))).toBe("servicekeys/not-opened");
  });
});
