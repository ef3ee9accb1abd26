import { generateKeyPairSync, sign } from "node:crypto";
import type * as Crypto from "node:crypto";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { systemRandom } from "../../../src/core/random.ts";
import type { KeyGeneration } from "../../../src/exchange/keys/generation.ts";
import { openData, recordIdOf, sealData, signerOf } from "../../../src/exchange/vault/sealing.ts";
import type { SealedData } from "../../../src/exchange/vault/sealing.ts";
import { privateKeyObject, verifyingKeyIn } from "../../core/support/nodekeys.ts";
import { generationOf } from "../keys/support/generations.ts";

const decryptions = vi.hoisted(() => ({ count: 0 }));
vi.mock("node:crypto", async (original) => {
  const crypto = await original<typeof Crypto>();
  const createDecipheriv = (...given: Parameters<typeof Crypto.createDecipheriv>): unknown => {
    decryptions.count += 1;
    return crypto.createDecipheriv(...given);
  };
  return { ...crypto, createDecipheriv };
});

let first: KeyGeneration;
let second: KeyGeneration;
beforeAll(async () => {
  [first, second] = [await generationOf(1), await generationOf(2)];
});
beforeEach(() => {
  decryptions.count = 0;
});

const fields = ["nonce", "encryptedData", "tag", "signature"] as const;
const seal = (text: string): Promise<SealedData> => sealData(text, first, systemRandom);

/** As the routes do it. */
async function open(sealed: SealedData, generations = [first]): Promise<string | null> {
  const signer = await signerOf(sealed, generations);
  return signer === null ? null : openData(sealed, signer);
}

describe("sealed data", () => {
  it("come out as they went in, whatever the text", async () => {
    const text = fc.string({ unit: "binary", maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(text, async (data) => {
        expect(await open(await seal(data))).toBe(data);
      }),
    );
  });

  it("have their fixed lengths, and the ciphertext that of the text in UTF-8", async () => {
    const sealed = await seal("été 🛂");
    expect(fields.map((field) => sealed[field].length)).toEqual([12, 10, 16, 64]);
    expect(await open(await seal(""))).toBe("");
  });

  it("differ each time, and so do their ids", async () => {
    const [a, b] = [await seal("same"), await seal("same")];
    for (const field of fields) expect(a[field]).not.toEqual(b[field]);
    expect(recordIdOf(a)).not.toBe(recordIdOf(b));
  });

  it("take their nonce from the source of randomness they are given", async () => {
    const sealed = await sealData("text", first, (length) => new Uint8Array(length).fill(9));
    expect(sealed.nonce).toEqual(new Uint8Array(12).fill(9));
  });

  it("are not the text", async () => {
    const sealed = await seal("a marked plaintext");
    expect(Buffer.from(sealed.encryptedData).toString("latin1")).not.toContain("marked");
  });
});

describe("changed data", () => {
  it("are refused for every single bit, before anything is decrypted, and have another id", async () => {
    const sealed = await seal("{}");
    const id = recordIdOf(sealed);
    let flips = 0;
    for (const field of fields) {
      for (let bit = 0; bit < sealed[field].length * 8; bit += 1) {
        const changed = Uint8Array.from(sealed[field]);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const other = { ...sealed, [field]: changed };
        expect(await signerOf(other, [second, first])).toBeNull();
        expect(recordIdOf(other)).not.toBe(id);
        flips += 1;
      }
    }
    expect(flips).toBe((12 + 2 + 16 + 64) * 8);
    expect(decryptions.count).toBe(0);
    expect(await open(sealed)).toBe("{}");
    expect(decryptions.count).toBe(1);
  });

  it("are refused with bytes moved from one field to the next", async () => {
    const { nonce, encryptedData, tag, signature } = await seal("some text");
    const whole = Buffer.concat([nonce, encryptedData, tag]);
    for (let nonceBytes = 0; nonceBytes <= 14; nonceBytes += 1) {
      for (let tagBytes = 0; tagBytes <= 18; tagBytes += 1) {
        const moved = {
          nonce: whole.subarray(0, nonceBytes),
          encryptedData: whole.subarray(nonceBytes, whole.length - tagBytes),
          tag: whole.subarray(whole.length - tagBytes),
          signature,
        };
        const isWhole = nonceBytes === 12 && tagBytes === 16;
        expect((await signerOf(moved, [first])) !== null).toBe(isWhole);
      }
    }
  });

  it("are refused in any other length, and with fields of another record", async () => {
    const [sealed, other] = [await seal("text"), await seal("text")];
    for (const field of fields) {
      const longer = Uint8Array.from([...sealed[field], 0]);
      for (const changed of [sealed[field].subarray(1), longer, new Uint8Array(0), other[field]]) {
        expect(await signerOf({ ...sealed, [field]: changed }, [first])).toBeNull();
      }
    }
  });

  it("are refused with a signature in DER", async () => {
    const { nonce, encryptedData, tag } = await seal("text");
    const signed = Buffer.concat([nonce, encryptedData, tag]);
    const signature = sign("sha256", signed, privateKeyObject(first.dsa.privateKey));
    expect(await signerOf({ nonce, encryptedData, tag, signature }, [first])).toBeNull();
  });

  it("are refused from another service with the same data key", async () => {
    const { publicKey } = generateKeyPairSync("dsa", { modulusLength: 2048, divisorLength: 256 });
    const other = { ...first.dsa, publicKey: verifyingKeyIn(publicKey, "other") };
    expect(await signerOf(await seal("text"), [{ ...first, dsa: other }])).toBeNull();
  });
});

describe("rotation", () => {
  it("keeps old data readable, and finds who signed", async () => {
    const [old, recent] = [await seal("old"), await sealData("recent", second, systemRandom)];
    expect(await signerOf(old, [first, second])).toBe(first);
    expect(await signerOf(recent, [first, second])).toBe(second);
    expect(await open(old, [first, second])).toBe("old");
    expect(await open(recent, [first, second])).toBe("recent");
    expect(await signerOf(recent, [first])).toBeNull();
    expect(await signerOf(old, [])).toBeNull();
  });
});

it("what is signed and does not open is a fault of ours, told without the data", async () => {
  const sealed = await seal("text");
  expect(() => openData(sealed, second)).toThrow("signed what it cannot open");
});
