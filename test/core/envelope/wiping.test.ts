/** Secrets that only pass through: the functions that make them are listened to, and looked at afterwards. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import type * as aead from "../../../src/core/primitives/aead.ts";
import type * as compress from "../../../src/core/encoding/compress.ts";
import type * as keywrap from "../../../src/core/primitives/keywrap.ts";
import { writePrivateKeyFile } from "../../../src/core/keys/keyfile.ts";
import { open } from "../../../src/core/envelope/open.ts";
import { seal } from "../../../src/core/envelope/seal.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { hex, parseKeyWrapped, present, privateKey, publicKey, refusalOf } from "../support.ts";

const passed = vi.hoisted(() => new Map<string, Uint8Array>());

vi.mock("../../../src/core/primitives/keywrap.ts", async (original) => {
  const real = await original<typeof keywrap>();
  return { ...real, unwrapKey: keeping("content key", real.unwrapKey) };
});
vi.mock("../../../src/core/primitives/aead.ts", async (original) => {
  const real = await original<typeof aead>();
  return { ...real, decryptContent: keeping("compressed", real.decryptContent) };
});
vi.mock("../../../src/core/encoding/compress.ts", async (original) => {
  const real = await original<typeof compress>();
  return { ...real, zlib: { ...real.zlib, compress: keeping("to seal", real.zlib.compress) } };
});

function keeping<A extends unknown[], R>(name: string, make: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    const made = make(...args);
    if (made instanceof Uint8Array) passed.set(name, made);
    return made;
  };
}

const document = encodeUtf8('{"secret":"0123456789"}');

function isWiped(name: string): boolean {
  const secret = present(passed.get(name));
  return secret.length > 0 && /^0+$/.test(hex(secret));
}

beforeEach(() => {
  passed.clear();
});

describe("wiped after use is", () => {
  it("what was compressed to be sealed", () => {
    seal(document, publicKey(), { format: "classic" });
    expect(isWiped("to seal")).toBe(true);
  });

  it("the content key and the compressed document, after opening", () => {
    const envelope = parseKeyWrapped(seal(document, publicKey(), { format: "classic" }));
    expect(Buffer.compare(present(open(envelope, privateKey())), document)).toBe(0);
    expect(isWiped("content key")).toBe(true);
    expect(isWiped("compressed")).toBe(true);
  });

  it("the content key, after the tag did not match", () => {
    const envelope = parseKeyWrapped(seal(document, publicKey(), { format: "classic" }));
    const damaged = { ...envelope, ciphertext: Uint8Array.from(envelope.ciphertext).fill(0, 0, 4) };
    expect(refusalOf(() => open(damaged, privateKey())).code).toBe("open/damaged");
    expect(isWiped("content key")).toBe(true);
  });

  it.each([
    ["without a passphrase", null],
    ["under a passphrase", encodeUtf8("une phrase")],
  ])("the exported private key, written %s", (_, passphrase) => {
    const recipient = privateKey();
    const exported = vi.spyOn(recipient.key, "export");
    writePrivateKeyFile(recipient, passphrase);
    const [made] = exported.mock.results;
    expect(made?.value).toBeInstanceOf(Uint8Array);
    expect(hex(made?.value as unknown as Uint8Array)).toMatch(/^0+$/);
    exported.mockRestore();
  });
});
