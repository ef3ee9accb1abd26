import { constants, publicEncrypt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { concat, equalBytes } from "../../../../src/core/encoding/bytes.ts";
import { unwrapContentKey } from "../../../../src/core/envelope/contentkey.ts";
import { rsaOaep, rsaStructure } from "../../../../src/core/keys/kinds/rsaoaep.ts";
import type { OpeningKey, RecipientStructure } from "../../../../src/core/keys/recipientkind.ts";
import { privateKeyObject, publicKeyObject } from "../../support/nodekeys.ts";
import { present, privateKey, publicKey } from "../../support/fixtures.ts";

const contentKey = Uint8Array.from({ length: 32 }, (_, index) => index);

const wrap = async (name?: Parameters<typeof publicKey>[0]): Promise<Uint8Array> =>
  (await publicKey(name).wrap(contentKey)).wrappedKey;

/** As an envelope has it that does not name its key. */
const unwrap = async (wrappedKey: Uint8Array, key: OpeningKey): Promise<Uint8Array | null> =>
  unwrapContentKey(
    { kind: rsaOaep, keyId: null, keyWrap: "", keyBits: wrappedKey.length * 8, ...rsaStructure(wrappedKey) },
    key,
  );

function wrapBytes(message: Uint8Array, hash = "sha256", label?: string): Uint8Array {
  return publicEncrypt(
    {
      key: publicKeyObject(publicKey()),
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: hash,
      ...(label === undefined ? {} : { oaepLabel: Buffer.from(label) }),
    },
    message,
  );
}

describe("an RSA key wraps", () => {
  it.each([
    ["office-2048", 256],
    ["office-3072", 384],
    ["office-4096", 512],
  ] as const)("for %s into %i bytes that its private half unwraps", async (name, length) => {
    const wrapped = await wrap(name);
    expect(wrapped.length).toBe(length);
    expect(await unwrap(wrapped, privateKey(name))).toEqual(Buffer.from(contentKey));
  });

  it("the same key differently each time", async () => {
    expect(equalBytes(await wrap(), await wrap())).toBe(false);
  });

  it("and encrypts what other protocols need, of any length that fits", async () => {
    for (const length of [0, 1, 190]) {
      const message = new Uint8Array(length).fill(7);
      const ciphertext = await present(publicKey().encryptOaep)(message);
      expect(await present(privateKey().decryptOaep)(ciphertext)).toEqual(Buffer.from(message));
    }
    await expect(present(publicKey().encryptOaep)(new Uint8Array(191))).rejects.toThrow();
  });
});

describe("null is what an RSA key unwraps", () => {
  it("of what is for another key of the same size", async () => {
    expect(await unwrap(await wrap(), privateKey("pkcs1-2048"))).toBeNull();
  });

  it("of what is for a key of another size", async () => {
    expect(await unwrap(await wrap(), privateKey("office-3072"))).toBeNull();
    expect(await unwrap(await wrap("office-3072"), privateKey())).toBeNull();
  });

  it.each([0, 16, 24, 31, 33, 64])("of a message of %i bytes, which is no content key", async (length) => {
    const wrapped = wrapBytes(new Uint8Array(length));
    expect(await present(privateKey().decryptOaep)(wrapped)).toHaveLength(length);
    expect(await unwrap(wrapped, privateKey())).toBeNull();
  });

  it("of every changed byte", async () => {
    const wrapped = await wrap();
    for (let at = 0; at < wrapped.length; at += 1) {
      const changed = Uint8Array.from(wrapped);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at & 7));
      expect(await unwrap(changed, privateKey())).toBeNull();
    }
  });

  // OpenSSL takes a shorter number and fills it up: two spellings of one wrapped key.
  it("of a wrapped key whose leading zero was left out", async () => {
    let wrapped = await wrap();
    while (wrapped[0] !== 0) wrapped = await wrap();
    expect(await unwrap(wrapped, privateKey())).not.toBeNull();
    expect(await unwrap(wrapped.subarray(1), privateKey())).toBeNull();
  });

  it("of a wrapped key with a zero in front", async () => {
    expect(await unwrap(concat(Uint8Array.of(0), await wrap()), privateKey())).toBeNull();
  });

  it("of nothing, zeros and the largest number", async () => {
    expect(await unwrap(new Uint8Array(), privateKey())).toBeNull();
    expect(await unwrap(new Uint8Array(256), privateKey())).toBeNull();
    expect(await unwrap(new Uint8Array(256).fill(0xff), privateKey())).toBeNull();
  });

  it("of OAEP with another hash, or with a label", async () => {
    expect(await unwrap(wrapBytes(contentKey, "sha1"), privateKey())).toBeNull();
    expect(await unwrap(wrapBytes(contentKey, "sha512"), privateKey())).toBeNull();
    expect(await unwrap(wrapBytes(contentKey, "sha256", "label"), privateKey())).toBeNull();
  });

  it("of padding of PKCS #1 version 1.5", async () => {
    const key = publicKeyObject(publicKey());
    const wrapped = publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, contentKey);
    expect(await unwrap(wrapped, privateKey())).toBeNull();
  });
});

describe("a structure of an RSA recipient", () => {
  const good = rsaStructure(new Uint8Array(384));

  it("is known by its algorithm, and shows the length of the key", () => {
    expect(rsaOaep.parse(good)).toEqual({ keyWrap: "RSA-OAEP, SHA-256, MGF1-SHA-256", keyBits: 3072 });
  });

  it.each<[string, Partial<RecipientStructure>]>([
    ["with a protected header", { protectedHeader: Uint8Array.of(0xa1, 1, 0x38, 0x28) }],
    ["without an algorithm", { unprotected: new Map() }],
    ["with OAEP of SHA-1", { unprotected: new Map([[1, -40]]) }],
    [
      "with a second header",
      {
        unprotected: new Map([
          [1, -41],
          [2, 0],
        ]),
      },
    ],
    ["with a wrapped key of 255 bytes", { wrappedKey: new Uint8Array(255) }],
    ["with a wrapped key of 1,025 bytes", { wrappedKey: new Uint8Array(1025) }],
    ["without a wrapped key", { wrappedKey: new Uint8Array(0) }],
  ])("%s is none", (_, change) => {
    expect(rsaOaep.parse({ ...good, ...change })).toBeNull();
  });
});

describe("new RSA keys", () => {
  it("come in three lengths, the usual one where none is named", async () => {
    expect(rsaOaep.lengths).toEqual({ choices: [2048, 3072, 4096], usual: 3072 });
    expect((await rsaOaep.generate()).publicKey.bits).toBe(3072);
  });

  it("are pairs that fit together, with public exponent 65537, never twice, and leave as PKCS #8", async () => {
    const [pair, other] = await Promise.all([rsaOaep.generate(2048), rsaOaep.generate(2048)]);
    expect(pair.publicKey.bits).toBe(2048);
    expect(pair.publicKey.fingerprint).toBe(pair.privateKey.fingerprint);
    expect(publicKeyObject(pair.publicKey).asymmetricKeyDetails?.publicExponent).toBe(65537n);
    const { wrappedKey } = await pair.publicKey.wrap(contentKey);
    expect(await unwrap(wrappedKey, pair.privateKey)).toEqual(Buffer.from(contentKey));
    expect(pair.publicKey.fingerprint).not.toBe(other.publicKey.fingerprint);
    expect(privateKeyObject(pair.privateKey).asymmetricKeyType).toBe("rsa");
  });
});
