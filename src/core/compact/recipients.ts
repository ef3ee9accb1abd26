/**
 * COSE_recipient structures (RFC 9052 §5.1): the content key for each office, by RSA-OAEP (RFC 8230 §3), by
 * X25519 key agreement for one alone (RFC 9053 §6.3.1), or by agreement and AES key wrap for several (§6.3.2).
 */
import { CONTENT_KEY_BYTES } from "../aead.ts";
import { AES_WRAPPED_BYTES, unwrapAes, wrapAes } from "../aeskw.ts";
import { agree, agreeAgain, X25519_BYTES } from "../agreement.ts";
import { equalBytes, wipe } from "../bytes.ts";
import { hasExactly, isBytes, isMap } from "../cbor.ts";
import { encodeProtected, kdfContext, parseProtected } from "../cose.ts";
import { hkdf } from "../hkdf.ts";
import { unwrapKey, wrapKey } from "../keywrap.ts";
import type { RecipientPrivateKey, RecipientPublicKey } from "../keys.ts";
import { limits } from "../limits.ts";
import type { RandomSource } from "../random.ts";

/** Header parameters and algorithm numbers (RFC 9052 §3.1; RFC 9053 §3.1, §6.3; RFC 8230 §3). */
const header = { algorithm: 1, keyId: 4, ephemeralKey: -1 } as const;
const algorithms = {
  rsaOaepSha256: -41,
  ecdhEsDirect: -25,
  ecdhEsA256Kw: -31,
  a256Kw: -5,
  a256Gcm: 3,
} as const;
const okpKey = { type: 1, curve: -1, x: -2, okp: 1, x25519: 4 } as const;

const keyWraps = {
  rsa: "RSA-OAEP, SHA-256, MGF1-SHA-256",
  x25519Alone: "X25519, HKDF-SHA-256",
  x25519: "X25519, HKDF-SHA-256, AES-256 key wrap",
} as const;

/** One recipient: the first 8 bytes of a key's fingerprint, and all 32 where there are several recipients. */
const KEY_ID_BYTES = { alone: 8, several: 32 } as const;

export interface Recipient {
  /** Bytes of the recipient key's fingerprint, from its start. */
  readonly keyId: Uint8Array;
  readonly keyType: "rsa" | "x25519";
  /** How the content key reaches it, in words. */
  readonly keyWrap: string;
  /** Length of the recipient's key in bits. */
  readonly keyBits: number;
  readonly protectedHeader: Uint8Array;
  readonly ephemeralKey: Uint8Array | null;
  readonly wrappedKey: Uint8Array;
}

export const fingerprintBytes = (key: { readonly fingerprint: string }): Uint8Array =>
  Uint8Array.from(Buffer.from(key.fingerprint, "hex"));

/** A content key and the structures that carry it to every recipient. The order is the caller's. */
export function addressContentKey(
  recipients: readonly RecipientPublicKey[],
  random: RandomSource,
): { contentKey: Uint8Array; structures: readonly unknown[] } {
  const [only, second] = recipients;
  if (only?.type === "x25519" && second === undefined) {
    // Alone: the agreed key is the content key itself, and no wrapped key takes room on the paper.
    const protectedHeader = encodeProtected(new Map([[header.algorithm, algorithms.ecdhEsDirect]]));
    const { shared, ephemeralKey } = agree(only);
    const contentKey = deriveKey(shared, algorithms.a256Gcm, protectedHeader);
    return {
      contentKey,
      structures: [[protectedHeader, ephemeralHeader(ephemeralKey, keyIdOf(only, 1)), new Uint8Array(0)]],
    };
  }
  const contentKey = random(CONTENT_KEY_BYTES);
  return {
    contentKey,
    structures: recipients.map((recipient) => wrapFor(recipient, contentKey, recipients.length)),
  };
}

function wrapFor(recipient: RecipientPublicKey, contentKey: Uint8Array, count: number): unknown {
  const keyId = keyIdOf(recipient, count);
  if (recipient.type === "rsa") {
    // RFC 8230 §3: the protected header is empty for key transport.
    const unprotected = new Map<number, unknown>([
      [header.algorithm, algorithms.rsaOaepSha256],
      [header.keyId, keyId],
    ]);
    return [new Uint8Array(0), unprotected, Uint8Array.from(wrapKey(contentKey, recipient))];
  }
  const protectedHeader = encodeProtected(new Map([[header.algorithm, algorithms.ecdhEsA256Kw]]));
  const { shared, ephemeralKey } = agree(recipient);
  const wrappingKey = deriveKey(shared, algorithms.a256Kw, protectedHeader);
  const wrapped = wrapAes(wrappingKey, contentKey);
  wipe(wrappingKey);
  return [protectedHeader, ephemeralHeader(ephemeralKey, keyId), wrapped];
}

const keyIdOf = (key: { readonly fingerprint: string }, count: number): Uint8Array =>
  fingerprintBytes(key).subarray(0, count === 1 ? KEY_ID_BYTES.alone : KEY_ID_BYTES.several);

function ephemeralHeader(ephemeralKey: Uint8Array, keyId: Uint8Array): ReadonlyMap<number, unknown> {
  const coseKey = new Map<number, unknown>([
    [okpKey.type, okpKey.okp],
    [okpKey.curve, okpKey.x25519],
    [okpKey.x, ephemeralKey],
  ]);
  return new Map<number, unknown>([
    [header.ephemeralKey, coseKey],
    [header.keyId, keyId],
  ]);
}

/** The recipients of an envelope, or what is wrong with them. */
export function parseRecipients(value: unknown): readonly Recipient[] | string {
  if (!Array.isArray(value) || value.length === 0) return "it names no recipient";
  if (value.length > limits.recipients) return `it names more than ${limits.recipients} recipients`;
  const recipients = (value as unknown[]).map((item) => parseRecipient(item, value.length));
  const parsed = recipients.filter((recipient) => recipient !== null);
  if (parsed.length !== recipients.length) return "a recipient is not built as it must be";
  const isTwice = parsed.some((one, at) =>
    parsed.slice(0, at).some((other) => equalBytes(one.keyId, other.keyId)),
  );
  return isTwice ? "it names a recipient twice" : parsed;
}

function parseRecipient(value: unknown, count: number): Recipient | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [protectedHeader, unprotected, wrappedKey] = value as unknown[];
  const parsedHeader = parseProtected(protectedHeader);
  if (parsedHeader === null || !isBytes(protectedHeader) || !isMap(unprotected) || !isBytes(wrappedKey))
    return null;
  const keyId = unprotected.get(header.keyId);
  if (!isBytes(keyId) || keyId.length !== (count === 1 ? KEY_ID_BYTES.alone : KEY_ID_BYTES.several))
    return null;

  if (parsedHeader.size === 0) {
    const { min, max } = limits.rsaModulusBits;
    const keyBits = wrappedKey.length * 8;
    const isRsa =
      hasExactly(unprotected, [header.algorithm, header.keyId]) &&
      unprotected.get(header.algorithm) === algorithms.rsaOaepSha256 &&
      keyBits >= min &&
      keyBits <= max;
    return isRsa
      ? {
          keyId,
          keyType: "rsa",
          keyWrap: keyWraps.rsa,
          keyBits,
          protectedHeader,
          ephemeralKey: null,
          wrappedKey,
        }
      : null;
  }
  const expected = count === 1 ? algorithms.ecdhEsDirect : algorithms.ecdhEsA256Kw;
  const ephemeralKey = parseEphemeralKey(unprotected.get(header.ephemeralKey));
  const isX25519 =
    hasExactly(parsedHeader, [header.algorithm]) &&
    parsedHeader.get(header.algorithm) === expected &&
    hasExactly(unprotected, [header.ephemeralKey, header.keyId]) &&
    wrappedKey.length === (count === 1 ? 0 : AES_WRAPPED_BYTES);
  if (!isX25519 || ephemeralKey === null) return null;
  const keyWrap = count === 1 ? keyWraps.x25519Alone : keyWraps.x25519;
  return { keyId, keyType: "x25519", keyWrap, keyBits: 255, protectedHeader, ephemeralKey, wrappedKey };
}

function parseEphemeralKey(value: unknown): Uint8Array | null {
  if (!isMap(value) || !hasExactly(value, [okpKey.type, okpKey.curve, okpKey.x])) return null;
  const x = value.get(okpKey.x);
  const isX25519 = value.get(okpKey.type) === okpKey.okp && value.get(okpKey.curve) === okpKey.x25519;
  return isX25519 && isBytes(x) && x.length === X25519_BYTES ? x : null;
}

/** Whether a recipient's key id is the start of this key's fingerprint. */
export function isAddressedTo(recipient: Recipient, key: { readonly fingerprint: string }): boolean {
  return equalBytes(recipient.keyId, fingerprintBytes(key).subarray(0, recipient.keyId.length));
}

/** The content key, or null: not for this key, or altered. */
export function unwrapContentKey(recipient: Recipient, key: RecipientPrivateKey): Uint8Array | null {
  if (recipient.keyType === "rsa") return key.type === "rsa" ? unwrapKey(recipient.wrappedKey, key) : null;
  if (key.type !== "x25519" || recipient.ephemeralKey === null) return null;
  const shared = agreeAgain(key, recipient.ephemeralKey);
  if (shared === null) return null;
  if (recipient.wrappedKey.length === 0)
    return deriveKey(shared, algorithms.a256Gcm, recipient.protectedHeader);
  const wrappingKey = deriveKey(shared, algorithms.a256Kw, recipient.protectedHeader);
  const contentKey = unwrapAes(wrappingKey, recipient.wrappedKey);
  wipe(wrappingKey);
  return contentKey;
}

/** HKDF-SHA-256 over COSE_KDF_Context (RFC 9053 §5.1, §5.2); wipes the shared secret. */
function deriveKey(shared: Uint8Array, algorithmId: number, protectedHeader: Uint8Array): Uint8Array {
  const context = kdfContext(algorithmId, CONTENT_KEY_BYTES * 8, protectedHeader);
  const key = hkdf(shared, new Uint8Array(0), context, CONTENT_KEY_BYTES);
  wipe(shared);
  return key;
}
