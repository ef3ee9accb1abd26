import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, ECDH } from "node:crypto";
import type { JsonWebKey, KeyObject } from "node:crypto";
import { decode, Tagged } from "cborg";
import { describe, expect, it } from "vitest";
import { decryptContent } from "../../src/core/primitives/aead.ts";
import { concat, equalBytes } from "../../src/core/encoding/bytes.ts";
import { encodeCbor, isBytes, isMap, parseCbor, taggedArray } from "../../src/core/encoding/cbor.ts";
import type { CborMap } from "../../src/core/encoding/cbor.ts";
import { parseClaims } from "../../src/core/envelope/claims.ts";
import { PREFIX } from "../../src/core/envelope/compact/encrypted.ts";
import { parseStatement } from "../../src/core/envelope/statement.ts";
import { encStructure, kdfContext, parseProtected, sigStructure } from "../../src/core/encoding/cose.ts";
import type { QrsealError } from "../../src/core/refusal.ts";
import { hkdf } from "../../src/core/primitives/hkdf.ts";
import { unwrapContentKey } from "../../src/core/envelope/contentkey.ts";
import { rsaOaep, rsaStructure } from "../../src/core/keys/kinds/rsaoaep.ts";
import { signerKindOf } from "../../src/core/keys/kinds.ts";
import { encodeBase45, encodeBase64url, encodeUtf8 } from "../../src/core/encoding/text.ts";
import { hex, present, refusalOf } from "../core/support/fixtures.ts";
import { examplesIn, fromHex, readExample } from "./support/outside.ts";
import type { VerifyingKey } from "../../src/core/keys/signerkind.ts";
import { openingKeyIn, verifyingKeyIn } from "../core/support/nodekeys.ts";
import { compact } from "../../src/core/envelope/compact/compact.ts";
import { saysOf } from "../words/support/saying.ts";

type Key = Readonly<Record<string, string>>;
interface Part {
  readonly key: Key;
  readonly external?: string;
}
interface Example {
  readonly fail?: boolean;
  readonly input: {
    readonly plaintext?: string;
    readonly plaintext_hex?: string;
    readonly sign0?: Part;
    readonly sign?: { readonly external?: string; readonly signers: readonly Part[] };
    readonly enveloped?: Encrypted;
    readonly encrypted?: Encrypted;
    readonly mac?: Encrypted;
    readonly mac0?: Encrypted;
  };
  readonly intermediates: {
    readonly ToBeSign_hex?: string;
    readonly AAD_hex?: string;
    readonly CEK_hex?: string;
    readonly signers?: readonly { readonly ToBeSign_hex: string }[];
    readonly recipients?: readonly { readonly Context_hex?: string; readonly Secret_hex?: string }[];
  };
  readonly output: { readonly cbor: string };
}
interface Encrypted {
  readonly external?: string;
  readonly recipients: readonly Part[];
}

const paths = examplesIn("cose");
const exampleAt = (path: string): Example => readExample("cose", path) as Example;
const bytesAt = (path: string): Uint8Array => fromHex(exampleAt(path).output.cbor);

/** Every spelling and the tags that the examples have; what our own parser takes of them is told apart below. */
const tags = { encrypt0: 16, mac0: 17, sign1: 18, encrypt: 96, mac: 97, sign: 98, wrong: 995, wrongToo: 998 };
const decodeAny = (bytes: Uint8Array): unknown =>
  decode(bytes, {
    useMaps: true,
    tags: Object.fromEntries(Object.values(tags).map((tag) => [tag, Tagged.decoder(tag)])),
  });

/** The array, whatever tag is before it, and notes on what our own envelopes would not be allowed. */
interface Structure {
  readonly tag: number | null;
  readonly items: readonly unknown[];
  /** RFC 9052 §4.4: a header without anything in it counts as no bytes, however it is spelled. */
  readonly protectedHeader: Uint8Array;
  readonly headers: CborMap;
  readonly notes: string[];
}

function structureOf(value: unknown): Structure {
  const tag = value instanceof Tagged ? value.tag : null;
  const items = (value instanceof Tagged ? value.value : value) as readonly unknown[];
  const notes = tag === null ? ["no tag"] : [];
  return { tag, items, ...headersOf(items, notes), notes };
}

function headersOf(
  [spelled, unprotected]: readonly unknown[],
  notes: string[],
): Pick<Structure, "protectedHeader" | "headers"> {
  if (!isBytes(spelled) || !isMap(unprotected)) throw new Error("expected headers");
  let found = parseProtected(spelled);
  let protectedHeader = spelled;
  if (found === null) {
    expect(hex(spelled)).toBe("a0");
    notes.push("empty header spelled a0");
    [found, protectedHeader] = [new Map(), new Uint8Array(0)];
  }
  if (!found.has(1) && unprotected.has(1)) notes.push("algorithm not protected");
  return { protectedHeader, headers: new Map([...unprotected, ...found]) };
}

const headerNames = { algorithm: 1, iv: 5, partialIv: 6, ephemeralKey: -1 } as const;
const withNotes = (outcome: string, notes: readonly string[]): string =>
  notes.length === 0 ? outcome : `${outcome} (${notes.join(", ")})`;

/** What the file gives must be, byte for byte, what we build, unless the file was spoiled after it was built. */
const compared = { toBeSigned: 0, aad: 0, context: 0, secret: 0, contentKey: 0 };
function compare(what: keyof typeof compared, ours: Uint8Array, theirs: string | undefined): void {
  expect(hex(ours)).toBe(present(theirs).toLowerCase());
  compared[what] += 1;
}

async function outcomeOf(path: string): Promise<string> {
  const example = exampleAt(path);
  const { sign0, sign, enveloped, encrypted, mac, mac0 } = example.input;
  const structure = structureOf(decodeAny(bytesAt(path)));
  if (structure.tag === tags.wrong || structure.tag === tags.wrongToo) return `refused: tag ${structure.tag}`;
  if (sign0 !== undefined) return outcomeOfSign1(example, sign0, structure);
  if (sign !== undefined) return outcomeOfSign(example, sign.signers, structure);
  if (mac0 !== undefined) return "not ours: COSE_Mac0";
  const content = present(enveloped ?? encrypted ?? mac);
  return outcomeOfEncrypted(example, content, structure);
}

async function outcomeOfSign1(example: Example, part: Part, structure: Structure): Promise<string> {
  const { items, protectedHeader, headers, notes } = structure;
  const [, , payload, signature] = items;
  if (!isBytes(payload) || !isBytes(signature)) throw new Error("expected a payload and its signature");
  const external = fromHex(part.external ?? "");
  const message = sigStructure(protectedHeader, external, payload);
  if (example.fail !== true) compare("toBeSigned", message, example.intermediates.ToBeSign_hex);
  return withNotes(await verified(example, message, signature, part.key, headers), notes);
}

/** COSE_Sign has a structure of its own, which we do not have; its signatures we can have. */
async function outcomeOfSign(
  example: Example,
  signers: readonly Part[],
  structure: Structure,
): Promise<string> {
  const [, , payload, signatures] = structure.items;
  if (!Array.isArray(signatures) || signers.length !== 1) throw new Error("expected one signature");
  const [items] = signatures as readonly (readonly unknown[])[];
  const { protectedHeader, headers } = headersOf(present(items), []);
  const signature = items?.[2];
  if (!isBytes(signature)) throw new Error("expected a signature");
  const context = ["Signature", structure.protectedHeader, protectedHeader, new Uint8Array(0), payload];
  compare("toBeSigned", encodeCbor(context), example.intermediates.signers?.[0]?.ToBeSign_hex);
  const outcome = await verified(example, encodeCbor(context), signature, present(signers[0]).key, headers);
  return outcome === "verified" ? "not ours: COSE_Sign, its signature verified" : outcome;
}

async function verified(
  example: Example,
  message: Uint8Array,
  signature: Uint8Array,
  jwk: Key,
  headers: CborMap,
): Promise<string> {
  const found = headers.get(headerNames.algorithm);
  const kind = signerKindOf(found);
  if (kind === null) return unknownAlgorithm(example, found);
  const key = signingKey(jwk);
  if (key === null) return `not ours: key of type ${present(jwk["crv"])}`;
  expect(key.kind).toBe(kind);
  return (await key.verify(message, signature)) ? "verified" : "refused: signature";
}

/** Spoiled on purpose, or another one of the registry that we do not have. */
const unknownAlgorithm = (example: Example, found: unknown): string =>
  `${example.fail === true ? "refused" : "not ours"}: algorithm ${String(found)}`;

function signingKey(jwk: Key): VerifyingKey | null {
  const key = createPublicKey({ key: toJwk(jwk), format: "jwk" });
  try {
    return verifyingKeyIn(key, "the example");
  } catch (error) {
    expect((error as QrsealError).code).toBe("key/wrong-type");
    return null;
  }
}

/** The examples write numbers in base64url or, under another name, in hexadecimal. */
function toJwk(key: Key): JsonWebKey {
  const written = Object.entries(key).map(([name, value]) =>
    name.endsWith("_hex")
      ? [name.slice(0, -4).toLowerCase(), encodeBase64url(fromHex(value))]
      : [name, value],
  );
  return Object.fromEntries(written) as JsonWebKey;
}

/** The content algorithms that occur, with the bits of their key (RFC 9053 §4, §3.1). */
const contentAlgorithms: Readonly<Record<number, { name: string; bits: number }>> = {
  1: { name: "AES-128", bits: 128 },
  2: { name: "AES-192", bits: 192 },
  3: { name: "AES-256", bits: 256 },
  7: { name: "HMAC", bits: 512 },
};

async function outcomeOfEncrypted(
  example: Example,
  content: Encrypted,
  structure: Structure,
): Promise<string> {
  const { items, protectedHeader, headers } = structure;
  const notes = [...structure.notes];
  const found = headers.get(headerNames.algorithm);
  const context = example.input.encrypted === undefined ? "Encrypt" : "Encrypt0";
  const aad = encStructure(context, protectedHeader, fromHex(content.external ?? ""));
  if (example.fail !== true && example.input.mac === undefined)
    compare("aad", aad, example.intermediates.AAD_hex);
  const algorithm = typeof found === "number" ? contentAlgorithms[found] : undefined;
  if (algorithm === undefined) return unknownAlgorithm(example, found);

  // COSE_Mac has its tag before the recipients; COSE_Encrypt0 has none, and its key is known beforehand.
  const recipients = items[example.input.mac === undefined ? 3 : 4] as
    readonly (readonly unknown[])[] | undefined;
  const part = present(content.recipients[0]);
  const key =
    recipients === undefined
      ? symmetricKey(part.key)
      : await contentKeyOf(example, part, present(recipients[0]), Number(found), algorithm.bits);
  if (typeof key === "string") return key;
  compare("contentKey", key, example.intermediates.CEK_hex);
  if (example.input.mac !== undefined) return "not ours: COSE_Mac, its key agreed";

  const [iv, sealed] = [headers.get(headerNames.iv), items[2]];
  if (!isBytes(sealed)) throw new Error("expected a ciphertext");
  if (!isBytes(iv))
    return headers.has(headerNames.partialIv) ? "not ours: a part of an IV" : "refused: no IV";
  if (context === "Encrypt0") notes.unshift("COSE_Encrypt0");
  if (algorithm.bits !== 256) notes.unshift(`${algorithm.name} from outside`);
  const opened =
    algorithm.bits === 256 ? decryptContent(key, iv, sealed, aad) : decryptShorter(key, iv, sealed, aad);
  if (opened === null) return withNotes("refused: authentication tag", notes);
  expect(hex(opened)).toBe(hex(encodeUtf8(present(example.input.plaintext))));
  return withNotes("opened", notes);
}

const symmetricKey = (key: Key): Uint8Array =>
  new Uint8Array(Buffer.from(present(toJwk(key).k), "base64url"));

/** The content key of a recipient through our functions, or why there is none. */
async function contentKeyOf(
  example: Example,
  part: Part,
  items: readonly unknown[],
  contentAlgorithm: number,
  bits: number,
): Promise<Uint8Array | string> {
  const { protectedHeader, headers } = headersOf(items, []);
  const wrapped = items[2];
  const algorithm = headers.get(headerNames.algorithm);
  if (algorithm === -6) return symmetricKey(part.key);
  if (algorithm === -40 || algorithm === -41 || algorithm === -42) {
    const key = openingKeyIn(createPrivateKey({ key: toJwk(part.key), format: "jwk" }), "the example");
    if (!isBytes(wrapped)) throw new Error("expected an RSA key and a wrapped key");
    const unwrapped = await present(key.decryptOaep)(wrapped);
    if (algorithm !== -41) expect(unwrapped).toBeNull();
    // To us it is no content key: those have 32 bytes.
    const recipient = {
      kind: rsaOaep,
      keyId: null,
      keyWrap: "",
      keyBits: key.bits,
      ...rsaStructure(wrapped),
    };
    expect(await unwrapContentKey(recipient, key)).toBeNull();
    return unwrapped ?? `not ours: RSA-OAEP with ${algorithm === -40 ? "SHA-1" : "SHA-512"}`;
  }
  const context = kdfContext(contentAlgorithm, bits, protectedHeader);
  const given = present(example.intermediates.recipients?.[0]);
  if (algorithm === -27 || algorithm === -28) {
    // A sender with a lasting key names a nonce in the context, so that no two keys are the same.
    expect(hex(context)).not.toBe(given.Context_hex?.toLowerCase());
    return "not ours: ECDH with a lasting key of the sender";
  }
  compare("context", context, given.Context_hex);
  const secret = await agreed(part.key, headers.get(headerNames.ephemeralKey));
  compare("secret", secret, given.Secret_hex);
  const key = hkdf(secret, new Uint8Array(0), context, bits / 8);
  if (algorithm === -25) return key;
  expect(hex(key)).not.toBe(example.intermediates.CEK_hex?.toLowerCase());
  return "not ours: HKDF with SHA-512";
}

/** X25519 is ours; the agreement on P-256 and P-521 is not, and is Node's here. */
async function agreed(jwk: Key, ephemeralKey: unknown): Promise<Uint8Array> {
  if (!isMap(ephemeralKey)) throw new Error("expected an ephemeral key");
  const [x, y] = [ephemeralKey.get(-2), ephemeralKey.get(-3)];
  if (!isBytes(x)) throw new Error("expected a coordinate");
  const privateKey = createPrivateKey({ key: toJwk(jwk), format: "jwk" });
  const curve = present(jwk["crv"]);
  if (curve === "X25519") {
    const recipient = openingKeyIn(privateKey, "the example");
    return present(await present(recipient.agree)(x));
  }
  return diffieHellman({ privateKey, publicKey: pointOf(curve, x, y) });
}

/** A point of a curve: its second coordinate in full, or only whether it is odd. */
function pointOf(curve: string, x: Uint8Array, y: unknown): KeyObject {
  const length = curve === "P-521" ? 66 : 32;
  const full = (part: Uint8Array): Uint8Array => concat(new Uint8Array(length - part.length), part);
  const point = isBytes(y)
    ? concat(Uint8Array.of(4), full(x), full(y))
    : concat(Uint8Array.of(y === true ? 3 : 2), full(x));
  const name = curve === "P-521" ? "secp521r1" : "prime256v1";
  const whole = ECDH.convertKey(point, name, undefined, undefined, "uncompressed") as Buffer;
  const [first, second] = [whole.subarray(1, 1 + length), whole.subarray(1 + length)].map((part) =>
    part.toString("base64url"),
  );
  return createPublicKey({
    key: { kty: "EC", crv: curve, x: first, y: second } as JsonWebKey,
    format: "jwk",
  });
}

/** AES-GCM with keys of 128 and 192 bits, which we do not have: it shows that our Enc_structure is the right one. */
function decryptShorter(
  key: Uint8Array,
  iv: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): Uint8Array | null {
  const cipher = key.length === 16 ? "aes-128-gcm" : "aes-192-gcm";
  const decipher = createDecipheriv(cipher, key, iv, { authTagLength: 16 });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    return concat(decipher.update(sealed.subarray(0, -16)), decipher.final());
  } catch {
    return null;
  }
}

/**
 * Every file and what becomes of it. In brackets, what our own envelopes would not be allowed to have; AES with shorter
 * keys, and key agreement on P-256 and P-521, are Node's here and show that the bytes around them are right.
 */
const outcomes: Readonly<Record<string, readonly string[]>> = {
  verified: [
    "CWT/A_3",
    "ecdsa-examples/ecdsa-sig-01",
    "eddsa-examples/eddsa-sig-01",
    "sign1-tests/sign-pass-02",
  ],
  "verified (empty header spelled a0, algorithm not protected)": ["sign1-tests/sign-pass-01"],
  "verified (no tag)": ["sign1-tests/sign-pass-03"],
  opened: [
    "aes-gcm-examples/aes-gcm-03",
    "ecdh-direct-examples/p256-hkdf-256-02",
    "ecdh-direct-examples/p521-hkdf-256-02",
  ],
  "opened (AES-128 from outside)": [
    "X25519-tests/x25519-hkdf-256-direct",
    "aes-gcm-examples/aes-gcm-01",
    "ecdh-direct-examples/p256-hkdf-256-01",
    "ecdh-direct-examples/p521-hkdf-256-01",
    "enveloped-tests/aes-gcm-01",
    "enveloped-tests/env-pass-02",
    "rsa-oaep-examples/ps256-128gcm-01",
  ],
  "opened (AES-128 from outside, COSE_Encrypt0)": [
    "aes-gcm-examples/aes-gcm-enc-01",
    "encrypted-tests/aes-gcm-01",
    "encrypted-tests/enc-pass-02",
  ],
  "opened (AES-128 from outside, COSE_Encrypt0, empty header spelled a0, algorithm not protected)": [
    "encrypted-tests/enc-pass-01",
  ],
  "opened (AES-128 from outside, COSE_Encrypt0, no tag, algorithm not protected)": [
    "encrypted-tests/enc-pass-03",
  ],
  "opened (AES-128 from outside, empty header spelled a0, algorithm not protected)": [
    "enveloped-tests/env-pass-01",
  ],
  "opened (AES-128 from outside, no tag, algorithm not protected)": ["enveloped-tests/env-pass-03"],
  "opened (AES-192 from outside)": ["aes-gcm-examples/aes-gcm-02"],
  "opened (AES-192 from outside, COSE_Encrypt0)": ["aes-gcm-examples/aes-gcm-enc-02"],
  "opened (COSE_Encrypt0)": ["aes-gcm-examples/aes-gcm-enc-03"],
  "refused: algorithm -999": [
    "encrypted-tests/enc-fail-03",
    "enveloped-tests/env-fail-03",
    "sign1-tests/sign-fail-03",
  ],
  "refused: algorithm Unknown": ["encrypted-tests/enc-fail-04", "enveloped-tests/env-fail-04"],
  "refused: algorithm unknown": ["sign1-tests/sign-fail-04"],
  "refused: authentication tag (AES-128 from outside)": [
    "aes-gcm-examples/aes-gcm-04",
    "enveloped-tests/env-fail-02",
    "enveloped-tests/env-fail-06",
    "enveloped-tests/env-fail-07",
  ],
  "refused: authentication tag (AES-128 from outside, COSE_Encrypt0)": [
    "aes-gcm-examples/aes-gcm-enc-04",
    "encrypted-tests/enc-fail-02",
    "encrypted-tests/enc-fail-06",
    "encrypted-tests/enc-fail-07",
  ],
  "refused: signature": ["sign1-tests/sign-fail-02", "sign1-tests/sign-fail-06", "sign1-tests/sign-fail-07"],
  "refused: tag 995": ["encrypted-tests/enc-fail-01", "enveloped-tests/env-fail-01"],
  "refused: tag 998": ["sign1-tests/sign-fail-01"],
  "not ours: COSE_Mac, its key agreed": [
    "ecdh-direct-examples/p256-hkdf-256-03",
    "ecdh-direct-examples/p521-hkdf-256-03",
  ],
  "not ours: COSE_Mac0": ["CWT/A_4", "CWT/A_7"],
  "not ours: COSE_Sign, its signature verified": [
    "ecdsa-examples/ecdsa-01",
    "eddsa-examples/eddsa-01",
    "rsa-pss-examples/rsa-pss-01",
  ],
  "not ours: ECDH with a lasting key of the sender": [
    "X25519-tests/x25519-ss-hkdf-256-direct",
    "ecdh-direct-examples/p256-ss-hkdf-256-01",
    "ecdh-direct-examples/p256-ss-hkdf-256-02",
    "ecdh-direct-examples/p256-ss-hkdf-256-03",
    "ecdh-direct-examples/p256-ss-hkdf-512-01",
    "ecdh-direct-examples/p256-ss-hkdf-512-02",
    "ecdh-direct-examples/p256-ss-hkdf-512-03",
    "ecdh-direct-examples/p521-ss-hkdf-256-01",
    "ecdh-direct-examples/p521-ss-hkdf-256-02",
    "ecdh-direct-examples/p521-ss-hkdf-256-03",
    "ecdh-direct-examples/p521-ss-hkdf-512-01",
    "ecdh-direct-examples/p521-ss-hkdf-512-02",
    "ecdh-direct-examples/p521-ss-hkdf-512-03",
  ],
  "not ours: HKDF with SHA-512": [
    "ecdh-direct-examples/p256-hkdf-512-01",
    "ecdh-direct-examples/p256-hkdf-512-02",
    "ecdh-direct-examples/p256-hkdf-512-03",
    "ecdh-direct-examples/p521-hkdf-512-01",
    "ecdh-direct-examples/p521-hkdf-512-02",
    "ecdh-direct-examples/p521-hkdf-512-03",
  ],
  "not ours: RSA-OAEP with SHA-1": ["rsa-oaep-examples/ps-128gcm-01"],
  "not ours: RSA-OAEP with SHA-512": ["rsa-oaep-examples/ps512-256gcm-01"],
  "not ours: a part of an IV": ["aes-gcm-examples/aes-gcm-05"],
  "not ours: algorithm -35": ["ecdsa-examples/ecdsa-02", "ecdsa-examples/ecdsa-sig-02"],
  "not ours: algorithm -36": [
    "ecdsa-examples/ecdsa-03",
    "ecdsa-examples/ecdsa-04",
    "ecdsa-examples/ecdsa-sig-03",
    "ecdsa-examples/ecdsa-sig-04",
  ],
  "not ours: algorithm -38": ["rsa-pss-examples/rsa-pss-02"],
  "not ours: algorithm -39": ["rsa-pss-examples/rsa-pss-03"],
  "not ours: algorithm 10": ["CWT/A_5", "CWT/A_6"],
  "not ours: key of type Ed448": ["eddsa-examples/eddsa-02", "eddsa-examples/eddsa-sig-02"],
};

describe.skipIf(paths.length === 0)("the COSE working group's examples", () => {
  it("of 87 files all that is ours verifies or opens, all that is spoiled is refused", async () => {
    const found: Record<string, string[]> = {};
    for (const path of paths) (found[await outcomeOf(path)] ??= []).push(path.replace(/\.json$/, ""));
    expect(found).toEqual(outcomes);

    const counts: Record<string, number> = {};
    for (const [outcome, files] of Object.entries(outcomes)) {
      const [first = ""] = outcome.split(/[: ]/);
      counts[first] = (counts[first] ?? 0) + files.length;
    }
    expect(counts).toEqual({ verified: 6, opened: 20, refused: 20, not: 41 });
    expect(paths).toHaveLength(87);
  });

  it("the 20 files that must fail are the ones that are refused", async () => {
    const spoiled = paths.filter((path) => exampleAt(path).fail === true);
    expect(spoiled).toHaveLength(20);
    for (const path of spoiled) expect(await outcomeOf(path), path).toMatch(/^refused: /);
    const sound = paths.filter((path) => exampleAt(path).fail !== true);
    for (const path of sound) expect(await outcomeOf(path), path).not.toMatch(/^refused: /);
  });

  it("what is signed, what the tag covers and what keys are derived from are theirs, byte for byte", async () => {
    for (const what of Object.keys(compared) as (keyof typeof compared)[]) compared[what] = 0;
    for (const path of paths) await outcomeOf(path);
    expect(compared).toEqual({ toBeSigned: 19, aad: 38, context: 13, secret: 13, contentKey: 31 });
  });

  // Their maps of an ephemeral key come before the key id, -1 before 4, and sorted they come after it.
  it("26 files have another order of keys than the sorted one, and our parser refuses exactly these for it", () => {
    const unsorted = paths.filter((path) => !equalBytes(encodeCbor(decodeAny(bytesAt(path))), bytesAt(path)));
    expect(unsorted).toHaveLength(26);
    expect(unsorted).toEqual(paths.filter((path) => /^(?:ecdh-direct-examples|X25519-tests)\//.test(path)));
    const foreignTags = paths.filter((path) => {
      const value = decodeAny(bytesAt(path));
      return value instanceof Tagged && value.tag !== tags.sign1 && value.tag !== tags.encrypt;
    });
    expect(foreignTags).toHaveLength(36);
    const refused = paths.filter((path) => parseCbor(bytesAt(path)) === null);
    expect(refused).toEqual(paths.filter((path) => unsorted.includes(path) || foreignTags.includes(path)));
    expect(refused).toHaveLength(54);
  });

  it("none of them is one of our envelopes: each is refused for what it is", () => {
    const refusals = paths.map((path) =>
      refusalOf(() => compact.parse(PREFIX + encodeBase45(bytesAt(path)))),
    );
    expect(tally(refusals)).toEqual({
      "envelope/malformed: it is not CBOR in its one spelling": 54,
      "envelope/malformed: it is not a COSE_Encrypt structure": 17,
      "envelope/malformed: its protected header is not a map": 1,
      "envelope/malformed: a recipient is not built as it must be": 2,
      "envelope/unsupported: the content algorithm is 1, expected 3 (A256GCM)": 10,
      "envelope/unsupported: the content algorithm is 2, expected 3 (A256GCM)": 1,
      "envelope/unsupported: the content algorithm is -999, expected 3 (A256GCM)": 1,
      "envelope/unsupported: the content algorithm is missing, expected 3 (A256GCM)": 1,
    });
  });

  it("nor one of our statements", () => {
    const refusals = paths.map((path) => refusalOf(() => parseStatement(bytesAt(path))));
    expect(tally(refusals)).toEqual({
      "envelope/malformed: its content is neither claims nor a COSE_Sign1 structure": 73,
      "envelope/malformed: its signature is not built as it must be": 14,
    });
  });

  it("CWT A.3: the claims have the numbers that ours have, and an audience, which ours must not have", () => {
    const [, , payload] = present(taggedArray(parseCbor(bytesAt("CWT/A_3.json"))?.value, tags.sign1));
    if (!isBytes(payload)) throw new Error("expected claims");
    expect(parseCbor(payload)?.value).toEqual(
      new Map<number, unknown>([
        [1, "coap://as.example.com"],
        [2, "erikw"],
        [3, "coap://light.example.com"],
        [4, 1_444_064_944],
        [5, 1_443_944_944],
        [6, 1_443_944_944],
        [7, Uint8Array.of(0x0b, 0x71)],
      ]),
    );
    expect(parseClaims(payload)).toBeNull();
  });

  it("CWT A.6: what lies inside the foreign encryption is signed with the key of A.3", async () => {
    const inner = fromHex(present(exampleAt("CWT/A_6.json").input.plaintext_hex));
    expect(parseCbor(inner)).not.toBeNull();
    const example = { ...exampleAt("CWT/A_3.json"), fail: true };
    const part = present(example.input.sign0);
    expect(await outcomeOfSign1(example, part, structureOf(decodeAny(inner)))).toBe("verified");
    const changed = Uint8Array.from(inner);
    changed[20] = (changed[20] ?? 0) ^ 1;
    expect(await outcomeOfSign1(example, part, structureOf(decodeAny(changed)))).toBe("refused: signature");
  });
});

function tally(refusals: readonly QrsealError[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const refusal of refusals) {
    const name = `${refusal.code}: ${saysOf(refusal).split(": ").at(-1) ?? ""}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
