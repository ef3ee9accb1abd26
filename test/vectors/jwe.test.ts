import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  pbkdf2Sync,
} from "node:crypto";
import type { JsonWebKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decryptContent, encryptContent } from "../../src/core/primitives/aead.ts";
import { unwrapAes, wrapAes } from "../../src/core/primitives/aeskw.ts";
import { concat } from "../../src/core/encoding/bytes.ts";
import { deflateRaw } from "../../src/core/encoding/compress.ts";
import { QrsealError } from "../../src/core/refusal.ts";
import { parseEnvelope } from "../../src/core/envelope/detect.ts";
import { decodeBase64url, decodeUtf8, encodeUtf8 } from "../../src/core/encoding/text.ts";
import { expectRefusal, hex, present, refusalOf } from "../core/support/fixtures.ts";
import { examplesIn, hasVectors, readExample, wycheproof } from "./support/outside.ts";
import type { OpeningKey } from "../../src/core/keys/recipientkind.ts";
import { openingKeyIn, verifyingKeyIn } from "../core/support/nodekeys.ts";
import { openDocument } from "../core/envelope/support/sealing.ts";
import { saysOf } from "../words/support/saying.ts";

interface JweVectors {
  readonly testGroups: readonly {
    readonly private: JsonWebKey;
    readonly tests: readonly {
      readonly tcId: number;
      readonly jwe: unknown;
      readonly pt?: string;
      readonly result: "valid" | "invalid";
    }[];
  }[];
}

/** The key of a JWK where it can be a recipient's here. Symmetric ones are no keys of a recipient at all. */
function rsaKey(jwk: JsonWebKey): OpeningKey | null {
  if (jwk.kty === "oct") return null;
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  if (jwk.kty === "EC") {
    expectRefusal(() => openingKeyIn(key, "a vector"), "key/wrong-type");
    return null;
  }
  const recipient = openingKeyIn(key, "a vector");
  return recipient.decryptOaep === undefined ? null : recipient;
}

/** The text as it stands, or the object of the JSON serialisation, which Wycheproof has once. */
const textOf = (value: unknown): Uint8Array =>
  encodeUtf8(typeof value === "string" ? value : JSON.stringify(value));

/** What becomes of a text: the refusal in short, or what opened. */
async function outcomeOf(text: Uint8Array, key: OpeningKey | null): Promise<string> {
  try {
    const envelope = parseEnvelope(text);
    if (envelope.format.carriesStatement) return "a compact envelope";
    if (key === null) return "parsed, and no key to open it";
    const document = await openDocument(envelope, key);
    return document === null ? "not for this key" : `opened: ${hex(document)}`;
  } catch (error) {
    if (!(error instanceof QrsealError)) throw error;
    return `${error.code}: ${(saysOf(error).split(": ").at(-1) ?? "").replace(/, (?:expected [A-Z]|\d+ bytes).*/, "")}`;
  }
}

const tally = (outcomes: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

const groups = (): JweVectors["testGroups"] => (wycheproof("json_web_encryption") as JweVectors).testGroups;

describe.skipIf(!hasVectors)("Wycheproof JSON Web Encryption", () => {
  const outcomes = async (result: "valid" | "invalid"): Promise<string[]> =>
    Promise.all(
      groups().flatMap(({ private: jwk, tests }) => {
        const key = rsaKey(jwk);
        return tests.filter((test) => test.result === result).map(({ jwe }) => outcomeOf(textOf(jwe), key));
      }),
    );

  it("of 65 valid rows the one with our algorithms opens, the others are refused for theirs", async () => {
    expect(tally(await outcomes("valid"))).toEqual({
      "opened: 666f6f": 1,
      "envelope/unsupported: alg is A128GCMKW": 1,
      "envelope/unsupported: alg is A128KW": 3,
      "envelope/unsupported: alg is A192GCMKW": 1,
      "envelope/unsupported: alg is A192KW": 1,
      "envelope/unsupported: alg is A256GCMKW": 4,
      "envelope/unsupported: alg is A256KW": 7,
      "envelope/unsupported: alg is ECDH-ES": 7,
      "envelope/unsupported: alg is ECDH-ES+A128KW": 12,
      "envelope/unsupported: alg is ECDH-ES+A192KW": 2,
      "envelope/unsupported: alg is ECDH-ES+A256KW": 4,
      "envelope/unsupported: alg is RSA-OAEP": 7,
      "envelope/unsupported: alg is RSA1_5": 8,
      "envelope/unsupported: alg is dir": 1,
      "envelope/unsupported: enc is A128CBC-HS256": 1,
      "envelope/unsupported: enc is A128GCM": 2,
      "envelope/unsupported: enc is A192CBC-HS384": 1,
      "envelope/unsupported: enc is A192GCM": 1,
      "envelope/unsupported: enc is A256CBC-HS512": 1,
    });
  });

  it("of 74 invalid rows none opens", async () => {
    expect(tally(await outcomes("invalid"))).toEqual({
      "envelope/malformed: it is not five parts of base64url with dots between": 8,
      // The JSON serialisation, and texts whose header was taken away.
      "envelope/not-recognised: expected the text of an envelope, found JSON of another kind": 1,
      "envelope/not-recognised: expected the text of an envelope, found other text": 4,
      "envelope/unsupported: alg is A128GCMKW": 1,
      "envelope/unsupported: alg is A128KW": 1,
      "envelope/unsupported: alg is A256GCMKW": 5,
      "envelope/unsupported: alg is A256KW": 19,
      "envelope/unsupported: alg is ECDH-ES+A128KW": 9,
      "envelope/unsupported: alg is ECDH-ES+A256KW": 3,
      "envelope/unsupported: alg is RSA1_5": 22,
      // "Alg" is not "alg".
      "envelope/unsupported: alg is something else": 1,
    });
  });

  it("of 31 groups 9 have an RSA key, which no other could be to us", () => {
    const types = groups().map(({ private: jwk }) => (rsaKey(jwk) === null ? jwk.kty : "RSA of ours"));
    expect(tally(types.map(String))).toEqual({ "RSA of ours": 9, EC: 7, oct: 15 });
  });

  // Refused as envelopes, but what they are made of we have: AES key wrap and AES-GCM with keys of 256 bits.
  it("the parts of 3 rows that wrap a key with AES open through our functions, and through no other key", () => {
    const opened = groups().flatMap(({ private: jwk, tests }) =>
      tests.flatMap(({ tcId, jwe, pt, result }) => {
        if (typeof jwe !== "string" || result !== "valid") return [];
        const [header = "", wrapped = "", iv = "", ciphertext = "", tag = ""] = jwe.split(".");
        const { alg, enc, ...parameters } = headerOf(header);
        if (!["A256KW", "A256GCMKW"].includes(String(alg)) || enc !== "A256GCM") return [];
        const wrappingKey = bytesOf(jwk.k);
        const unwrap = (key: Uint8Array): Uint8Array | null =>
          alg === "A256KW"
            ? unwrapAes(key, bytesOf(wrapped))
            : decryptContent(key, bytesOf(parameters["iv"]), bytesOf(wrapped, parameters["tag"]));
        const contentKey = present(unwrap(wrappingKey));
        expect(unwrap(wrappingKey.map((byte) => byte ^ 1))).toBeNull();
        const document = decryptContent(
          contentKey,
          bytesOf(iv),
          bytesOf(ciphertext, tag),
          encodeUtf8(header),
        );
        expect(hex(present(document))).toBe(pt);
        return [`${tcId} ${String(alg)}`];
      }),
    );
    expect(opened).toEqual(["29 A256KW", "73 A256GCMKW", "74 A256GCMKW"]);
  });
});

const headerOf = (text: string): Record<string, unknown> =>
  JSON.parse(decodeUtf8(bytesOf(text)) ?? "") as Record<string, unknown>;

/** The bytes of base64url in one part or several. */
function bytesOf(...parts: readonly unknown[]): Uint8Array {
  return concat(...parts.map((part) => present(decodeBase64url(String(part)))));
}

interface Recipient {
  readonly iv: string;
  readonly tag: string;
  readonly salt: string;
  readonly iteration_count: number;
  readonly encrypted_key: string;
  readonly epk: JsonWebKey;
}

interface Example {
  readonly input: {
    readonly plaintext: string;
    readonly key: JsonWebKey & readonly JsonWebKey[];
    readonly pwd: string;
  };
  readonly generated: { readonly cek: string; readonly iv: string; readonly plaintext_c: string };
  readonly encrypting_key: Recipient & readonly Recipient[];
  readonly encrypting_content: {
    readonly protected_b64u: string;
    readonly ciphertext: string;
    readonly tag: string;
  };
  readonly output: { readonly compact?: string; readonly json: unknown; readonly json_flat?: unknown };
}

const cookbook = examplesIn("jwe");
const example = (start: string): Example =>
  readExample("jwe", present(cookbook.find((path) => path.includes(start)))) as Example;

describe.skipIf(cookbook.length === 0)("the cookbook of JOSE (RFC 7520, RFC 8037)", () => {
  // None of them is RSA-OAEP-256 with A256GCM.
  const refusals: Readonly<Record<string, string>> = {
    "jwe/5_1.": "alg is RSA1_5",
    "jwe/5_2.": "alg is RSA-OAEP",
    "jwe/5_3.": "alg is PBES2-HS512+A256KW",
    "jwe/5_4.": "alg is ECDH-ES+A128KW",
    "jwe/5_5.": "alg is ECDH-ES",
    "jwe/5_6.": "alg is dir",
    "jwe/5_7.": "alg is A256GCMKW",
    "jwe/5_8.": "alg is A128KW",
    "jwe/5_9.": "alg is A128KW",
    "curve25519/ecdh-es.": "alg is ECDH-ES",
  };
  /** These cannot be written in the compact serialisation, as they protect less or more than one header. */
  const withoutCompact = ["jwe/5_10.", "jwe/5_11.", "jwe/5_12.", "jwe/5_13."];

  it.each(Object.entries(refusals))("%s is refused: %s", async (start, found) => {
    const { compact, json, json_flat: flat } = example(start).output;
    expect(await outcomeOf(encodeUtf8(present(compact)), null)).toBe(`envelope/unsupported: ${found}`);
    for (const other of [json, flat]) expectNoEnvelope(other);
  });

  it.each(withoutCompact)("%s exists as JSON only, which is not an envelope", (start) => {
    const { compact, json, json_flat: flat } = example(start).output;
    expect(compact).toBeUndefined();
    for (const other of [json, ...(flat === undefined ? [] : [flat])]) expectNoEnvelope(other);
  });

  function expectNoEnvelope(json: unknown): void {
    expectRefusal(() => parseEnvelope(textOf(json)), "envelope/not-recognised");
  }

  it("no file of the folder is left out", () => {
    const others = ["curve25519/jws.", ...[1, 2, 3, 4, 5, 6].map((number) => `jwk/3_${number}.`)];
    const named = [...Object.keys(refusals), ...withoutCompact, ...others];
    expect(cookbook).toHaveLength(named.length);
    expect(named.filter((start) => !cookbook.some((path) => path.startsWith(start)))).toEqual([]);
  });

  it("5.2: the content is AES-256-GCM, both ways", () => {
    const { generated, encrypting_content: content, input } = example("jwe/5_2.");
    const [key, nonce, aad] = [
      bytesOf(generated.cek),
      bytesOf(generated.iv),
      encodeUtf8(content.protected_b64u),
    ];
    const sealed = bytesOf(content.ciphertext, content.tag);
    expect(decodeUtf8(present(decryptContent(key, nonce, sealed, aad)))).toBe(input.plaintext);
    expect(encryptContent(key, nonce, encodeUtf8(input.plaintext), aad)).toEqual(sealed);
  });

  it("5.3: the key is wrapped with AES-256, both ways, under a key from a passphrase", () => {
    const { generated, encrypting_key: wrapping, input } = example("jwe/5_3.");
    const salt = concat(encodeUtf8("PBES2-HS512+A256KW"), Uint8Array.of(0), bytesOf(wrapping.salt));
    const wrappingKey = pbkdf2Sync(input.pwd, salt, wrapping.iteration_count, 32, "sha512");
    expect(unwrapAes(wrappingKey, bytesOf(wrapping.encrypted_key))).toEqual(bytesOf(generated.cek));
    expect(wrapAes(wrappingKey, bytesOf(generated.cek))).toEqual(bytesOf(wrapping.encrypted_key));
  });

  it("5.7: the key is encrypted with AES-256-GCM, both ways", () => {
    const { generated, encrypting_key: wrapping, input } = example("jwe/5_7.");
    const [key, nonce] = [bytesOf(input.key.k), bytesOf(wrapping.iv)];
    const sealed = bytesOf(wrapping.encrypted_key, wrapping.tag);
    expect(hex(present(decryptContent(key, nonce, sealed)))).toBe(hex(bytesOf(generated.cek)));
    expect(encryptContent(key, nonce, bytesOf(generated.cek))).toEqual(sealed);
  });

  it("5.9: the document is raw DEFLATE, once AES-128 is taken off, which we do not have", () => {
    const { generated, encrypting_key: wrapping, encrypting_content: content, input } = example("jwe/5_9.");
    const unwrapping = createDecipheriv("id-aes128-wrap", bytesOf(input.key.k), new Uint8Array(8).fill(0xa6));
    const contentKey = concat(unwrapping.update(bytesOf(wrapping.encrypted_key)), unwrapping.final());
    const compressed = decryptAes128(contentKey, generated.iv, content);
    expect(compressed).toEqual(bytesOf(generated.plaintext_c));
    expect(decodeUtf8(deflateRaw.decompress(compressed))).toBe(input.plaintext);
    expect(refusalOf(() => deflateRaw.decompress(compressed.subarray(0, -1))).code).toBe(
      "open/bad-compression",
    );
  });

  it("5.13: of three recipients one has its key under AES-256 key wrap, one under AES-256-GCM", () => {
    const { generated, encrypting_key: wrappings, input } = example("jwe/5_13.");
    const contentKey = bytesOf(generated.cek);
    const [, agreement, gcm] = wrappings;
    const [, agreementKey, gcmKey] = input.key;
    const privateKey = createPrivateKey({ key: present(agreementKey), format: "jwk" });
    const publicKey = createPublicKey({ key: present(agreement).epk, format: "jwk" });
    const wrappingKey = concatKdf(diffieHellman({ privateKey, publicKey }), "ECDH-ES+A256KW", 256);
    expect(unwrapAes(wrappingKey, bytesOf(agreement?.encrypted_key))).toEqual(contentKey);
    expect(wrapAes(wrappingKey, contentKey)).toEqual(bytesOf(agreement?.encrypted_key));
    const sealed = bytesOf(gcm?.encrypted_key, gcm?.tag);
    expect(hex(present(decryptContent(bytesOf(gcmKey?.k), bytesOf(gcm?.iv), sealed)))).toBe(hex(contentKey));
  });

  it("RFC 8037: the agreement is X25519", async () => {
    const { generated, encrypting_content: content, input, output } = example("curve25519/ecdh-es.");
    const recipient = openingKeyIn(createPrivateKey({ key: input.key, format: "jwk" }), "Bob");
    const { epk } = headerOf(present(output.compact).split(".")[0] ?? "") as { epk: JsonWebKey };
    const shared = present(await present(recipient.agree)(bytesOf(epk.x)));
    const document = decryptAes128(concatKdf(shared, "A128GCM", 128), generated.iv, content);
    expect(decodeUtf8(document)).toBe(input.plaintext);
  });

  it("RFC 8037: the signature is Ed25519, over the text of header and payload", async () => {
    const { input, signing } = readExample("jwe", "curve25519/jws.json") as {
      input: { key: JsonWebKey };
      signing: { "sig-input": string; sig: string };
    };
    const key = verifyingKeyIn(createPublicKey({ key: input.key, format: "jwk" }), "the example");
    const message = encodeUtf8(signing["sig-input"]);
    expect(await key.verify(message, bytesOf(signing.sig))).toBe(true);
    expect(await key.verify(message.subarray(1), bytesOf(signing.sig))).toBe(false);
  });

  it("3.1 to 3.6: of the keys, the RSA ones are keys here, the P-521 ones and the symmetric ones are not", () => {
    const key = (number: number): JsonWebKey =>
      readExample("jwe", present(cookbook.find((path) => path.startsWith(`jwk/3_${number}.`)))) as JsonWebKey;
    const signing = (jwk: JsonWebKey): string =>
      verifyingKeyIn(createPublicKey({ key: jwk, format: "jwk" }), "the example").kind.id;
    expect([3, 4].map((number) => signing(key(number)))).toEqual(["rsa", "rsa"]);
    for (const number of [1, 2]) expectRefusal(() => signing(key(number)), "key/wrong-type");
    expect(rsaKey(key(4))?.bits).toBe(2048);
    expect(rsaKey(key(2))).toBeNull();
    expect([5, 6].map((number) => key(number).kty)).toEqual(["oct", "oct"]);
  });
});

/** RFC 7518 §4.6.2, for a key that one round of the hash gives and parties without names. */
function concatKdf(shared: Uint8Array, algorithm: string, bits: number): Uint8Array {
  const number = (value: number): Uint8Array => Uint8Array.of(0, 0, value >> 8, value & 0xff);
  const id = encodeUtf8(algorithm);
  const info = [number(id.length), id, number(0), number(0), number(bits)];
  const hash = createHash("sha256").update(concat(number(1), shared, ...info));
  return hash.digest().subarray(0, bits / 8);
}

/** AES-128-GCM, which no format of ours has: only for what lies inside or before it. */
function decryptAes128(key: Uint8Array, iv: string, content: Example["encrypting_content"]): Uint8Array {
  const decipher = createDecipheriv("aes-128-gcm", key, bytesOf(iv), { authTagLength: 16 });
  decipher.setAAD(encodeUtf8(content.protected_b64u));
  decipher.setAuthTag(bytesOf(content.tag));
  return concat(decipher.update(bytesOf(content.ciphertext)), decipher.final());
}
