/**
 * COSE_recipient structures (RFC 9052 §5.1), encoded and parsed: RSA-OAEP (RFC 8230 §3), X25519 key agreement for
 * one alone (RFC 9053 §6.3.1), or agreement and AES key wrap for several (§6.3.2). No key is needed for that, and
 * none is used here: contentkey.ts does.
 */
import { CONTENT_KEY_BYTES } from "../../primitives/aead.ts";
import { equalBytes } from "../../encoding/bytes.ts";
import { hasExactly, isBytes, isMap } from "../../encoding/cbor.ts";
import { encodeProtected, parseProtected } from "../../encoding/cose.ts";
import { fingerprintBytes } from "../../keys/fingerprint.ts";
import { limits } from "../../limits.ts";
import { phrase } from "../../phrases.ts";
import type { PhraseWithFacts } from "../../phrases.ts";

/** Header parameters and algorithm numbers (RFC 9052 §3.1; RFC 9053 §3.1, §6.3; RFC 8230 §3). */
const header = { algorithm: 1, keyId: 4, ephemeralKey: -1 } as const;
const algorithms = { rsaOaepSha256: -41, ecdhEsDirect: -25, ecdhEsA256Kw: -31 } as const;
const okpKey = { type: 1, curve: -1, x: -2, okp: 1, x25519: 4 } as const;

const keyWraps = {
  rsa: "RSA-OAEP, SHA-256, MGF1-SHA-256",
  x25519Alone: "X25519, HKDF-SHA-256",
  x25519: "X25519, HKDF-SHA-256, AES-256 key wrap",
} as const;

/** One recipient: the first 8 bytes of a key's fingerprint, and all 32 where there are several recipients. */
const KEY_ID_BYTES = { alone: 8, several: 32 } as const;
const X25519_BYTES = 32;
/** RFC 3394 §2.2.1: eight bytes longer than what it wraps. */
const AES_WRAPPED_BYTES = CONTENT_KEY_BYTES + 8;

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

/** The header that COSE_KDF_Context covers as well (RFC 9053 §5.2). */
export function agreementHeader(count: number): Uint8Array {
  const algorithm = count === 1 ? algorithms.ecdhEsDirect : algorithms.ecdhEsA256Kw;
  return encodeProtected(new Map([[header.algorithm, algorithm]]));
}

/** One of `count` recipients, by RSA. RFC 8230 §3: the protected header is empty for key transport. */
export function encodeRsaRecipient(fingerprint: string, count: number, wrappedKey: Uint8Array): unknown {
  const unprotected = new Map<number, unknown>([
    [header.algorithm, algorithms.rsaOaepSha256],
    [header.keyId, keyIdOf({ fingerprint }, count)],
  ]);
  return [new Uint8Array(0), unprotected, wrappedKey];
}

/** One of `count` recipients, by X25519; alone it has no wrapped key. */
export function encodeX25519Recipient(
  fingerprint: string,
  count: number,
  ephemeralKey: Uint8Array,
  wrappedKey: Uint8Array,
): unknown {
  return [agreementHeader(count), ephemeralHeader(ephemeralKey, keyIdOf({ fingerprint }, count)), wrappedKey];
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
export function parseRecipients(value: unknown): readonly Recipient[] | PhraseWithFacts {
  if (!Array.isArray(value) || value.length === 0) return phrase("it names no recipient");
  if (value.length > limits.recipients) return phrase("it names more than {} recipients", limits.recipients);
  const recipients = (value as unknown[]).map((item) => parseRecipient(item, value.length));
  const parsed = recipients.filter((recipient) => recipient !== null);
  if (parsed.length !== recipients.length) return phrase("a recipient is not built as it must be");
  const isTwice = parsed.some((one, at) =>
    parsed.slice(0, at).some((other) => equalBytes(one.keyId, other.keyId)),
  );
  return isTwice ? phrase("it names a recipient twice") : parsed;
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
