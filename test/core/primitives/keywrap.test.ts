import { constants, publicEncrypt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { concat, equalBytes } from "../../../src/core/encoding/bytes.ts";
import { oaepDecrypt, unwrapKey, wrapKey } from "../../../src/core/primitives/keywrap.ts";
import { privateKey, publicKey } from "../support.ts";

const contentKey = Uint8Array.from({ length: 32 }, (_, index) => index);

function wrapBytes(message: Uint8Array, hash = "sha256", label?: string): Uint8Array {
  return publicEncrypt(
    {
      key: publicKey().key,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: hash,
      ...(label === undefined ? {} : { oaepLabel: Buffer.from(label) }),
    },
    message,
  );
}

describe("wrapKey", () => {
  it.each([
    ["office-2048", 256],
    ["office-3072", 384],
    ["office-4096", 512],
  ] as const)("for %s makes %i bytes that its private key unwraps", (name, length) => {
    const wrapped = wrapKey(contentKey, publicKey(name));
    expect(wrapped.length).toBe(length);
    expect(unwrapKey(wrapped, privateKey(name))).toEqual(Buffer.from(contentKey));
  });

  it("wraps the same key differently each time", () => {
    expect(equalBytes(wrapKey(contentKey, publicKey()), wrapKey(contentKey, publicKey()))).toBe(false);
  });
});

describe("unwrapKey returns null", () => {
  it("for another key of the same size", () => {
    expect(unwrapKey(wrapKey(contentKey, publicKey()), privateKey("pkcs1-2048"))).toBeNull();
  });

  it("for a key of another size", () => {
    expect(unwrapKey(wrapKey(contentKey, publicKey()), privateKey("office-3072"))).toBeNull();
    expect(unwrapKey(wrapKey(contentKey, publicKey("office-3072")), privateKey())).toBeNull();
  });

  it.each([0, 16, 24, 31, 33, 64])("for a message of %i bytes, which is no content key", (length) => {
    const wrapped = wrapBytes(new Uint8Array(length));
    expect(oaepDecrypt(wrapped, privateKey())).toHaveLength(length);
    expect(unwrapKey(wrapped, privateKey())).toBeNull();
  });

  it("for every changed byte", () => {
    const wrapped = wrapKey(contentKey, publicKey());
    for (let at = 0; at < wrapped.length; at += 1) {
      const changed = Uint8Array.from(wrapped);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at & 7));
      expect(unwrapKey(changed, privateKey())).toBeNull();
    }
  });

  // OpenSSL takes a shorter number and fills it up: two spellings of one wrapped key.
  it("for a wrapped key whose leading zero was left out", () => {
    let wrapped = wrapKey(contentKey, publicKey());
    while (wrapped[0] !== 0) wrapped = wrapKey(contentKey, publicKey());
    expect(unwrapKey(wrapped, privateKey())).not.toBeNull();
    expect(unwrapKey(wrapped.subarray(1), privateKey())).toBeNull();
  });

  it("for a wrapped key with a zero in front", () => {
    expect(unwrapKey(concat(Uint8Array.of(0), wrapKey(contentKey, publicKey())), privateKey())).toBeNull();
  });

  it("for nothing, zeros and the largest number", () => {
    expect(unwrapKey(new Uint8Array(), privateKey())).toBeNull();
    expect(unwrapKey(new Uint8Array(256), privateKey())).toBeNull();
    expect(unwrapKey(new Uint8Array(256).fill(0xff), privateKey())).toBeNull();
  });

  it("for OAEP with another hash, or with a label", () => {
    expect(unwrapKey(wrapBytes(contentKey, "sha1"), privateKey())).toBeNull();
    expect(unwrapKey(wrapBytes(contentKey, "sha512"), privateKey())).toBeNull();
    expect(unwrapKey(wrapBytes(contentKey, "sha256", "label"), privateKey())).toBeNull();
  });

  it("for padding of PKCS #1 version 1.5", () => {
    const wrapped = publicEncrypt({ key: publicKey().key, padding: constants.RSA_PKCS1_PADDING }, contentKey);
    expect(unwrapKey(wrapped, privateKey())).toBeNull();
  });
});
