/**
 * Compact envelopes put together by hand, so that any one part can be wrong while everything around it is right:
 * what is broken inside is sealed correctly, or a reader would refuse it for another reason.
 */
import { createCipheriv } from "node:crypto";
import { brotli } from "../../../../src/core/encoding/compress.ts";
import { concat } from "../../../../src/core/encoding/bytes.ts";
import { coseTags, encodeCbor, tagCbor } from "../../../../src/core/encoding/cbor.ts";
import { contentAad, contentHeader, PREFIX } from "../../../../src/core/envelope/compact/encrypted.ts";
import { fingerprintBytes } from "../../../../src/core/keys/fingerprint.ts";
import { sigStructure } from "../../../../src/core/encoding/cose.ts";
import { systemRandom } from "../../../../src/core/random.ts";
import { encodeBase45, encodeUtf8 } from "../../../../src/core/encoding/text.ts";
import { addressByHand, signByHand } from "./byhand.ts";
import { office, signer } from "./keys.ts";
import type { OfficeName, SignerName } from "./keys.ts";
import { commitToKey } from "../../../../src/core/envelope/compact/commitment.ts";

// --- CBOR in any spelling -----------------------------------------------------------------------------

export const major = {
  unsigned: 0,
  negative: 1,
  bytes: 2,
  text: 3,
  array: 4,
  map: 5,
  tag: 6,
  other: 7,
} as const;

/** The head of an item with its number in `width` bytes, however long it need be; 0: in the first byte. */
export function head(type: number, value: number, width?: 0 | 1 | 2 | 4 | 8): Uint8Array {
  const shortest = value < 24 ? 0 : value < 0x100 ? 1 : value < 0x1_0000 ? 2 : 4;
  const length = width ?? shortest;
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, BigInt(value));
  const information = length === 0 ? value : 24 + Math.log2(length);
  return concat(Uint8Array.of((type << 5) | information), number.subarray(8 - length));
}

export const array = (...items: readonly Uint8Array[]): Uint8Array =>
  concat(head(major.array, items.length), ...items);
/** The pairs as they come, sorted or not, once or twice. */
export const pairs = (...all: readonly (readonly [Uint8Array, Uint8Array])[]): Uint8Array =>
  concat(head(major.map, all.length), ...all.flat());
export const bytes = (content: Uint8Array, width?: 1 | 2 | 4 | 8): Uint8Array =>
  concat(head(major.bytes, content.length, width), content);
export const tagged = (tag: number, content: Uint8Array): Uint8Array => concat(head(major.tag, tag), content);
export const fromHex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, "hex"));

export const text = (cbor: Uint8Array): string => PREFIX + encodeBase45(cbor);

// --- the envelope -------------------------------------------------------------------------------------

export interface Sealed {
  readonly contentKey: Uint8Array;
  readonly protectedHeader: Uint8Array;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly structures: readonly unknown[];
}

export interface SealPlan {
  readonly to?: readonly OfficeName[];
  readonly statement?: Uint8Array;
  /** The protected header, from the commitment it should have. */
  readonly header?: (commitment: Uint8Array) => Uint8Array;
  /** Recipients' structures changed before the content is sealed over them. */
  readonly structures?: (structures: readonly unknown[]) => readonly unknown[];
  /** The content key that the content is sealed under, from the one that the recipients get. */
  readonly contentKey?: (contentKey: Uint8Array) => Uint8Array;
  readonly aad?: (protectedHeader: Uint8Array, structures: readonly unknown[]) => Uint8Array;
  readonly nonceBytes?: number;
}

export function seal(plan: SealPlan = {}): Sealed {
  const { to = ["port"], statement = claims(), aad = contentAad, nonceBytes = 12 } = plan;
  const addressed = addressByHand(to.map((name) => office(name).publicKey));
  const contentKey = plan.contentKey?.(addressed.contentKey) ?? addressed.contentKey;
  const structures = plan.structures?.(addressed.structures) ?? addressed.structures;
  const protectedHeader =
    plan.header?.(commitToKey(contentKey)) ?? contentHeader(to.length === 1 ? null : commitToKey(contentKey));
  const nonce = Uint8Array.from(systemRandom(nonceBytes));
  const ciphertext = gcm(contentKey, nonce, statement, aad(protectedHeader, structures));
  return { contentKey, protectedHeader, nonce, ciphertext, structures };
}

/** AES-256-GCM under an IV of any length, its tag appended. */
export function gcm(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array {
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 });
  cipher.setAAD(aad);
  return concat(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

/** The four parts of an envelope as values. */
export const itemsOf = (
  sealed: Sealed,
): readonly [Uint8Array, Map<unknown, unknown>, Uint8Array, readonly unknown[]] => [
  sealed.protectedHeader,
  new Map([[5, sealed.nonce]]),
  sealed.ciphertext,
  sealed.structures,
];

/** The text of an envelope whose four parts were changed after it was sealed; by default none. */
export function write(
  sealed: Sealed,
  change: (items: ReturnType<typeof itemsOf>) => readonly unknown[] = (items) => items,
): string {
  return text(encodeCbor(tagCbor(coseTags.encrypt, change(itemsOf(sealed)))));
}

/** The envelope of a statement for one key or several, right in everything else. */
export const envelopeOf = (statement: Uint8Array, ...to: OfficeName[]): string =>
  write(seal({ statement, to: to.length === 0 ? ["port"] : to }));

// --- the statement ------------------------------------------------------------------------------------

export const label = {
  issuer: 1,
  subject: 2,
  expires: 4,
  notBefore: 5,
  issued: 6,
  id: 7,
  type: -65_537,
  compression: -65_538,
  content: -65_539,
} as const;
export const document = encodeUtf8(
  '{"certificat":"ANAE-2026-0001","produit":"café","poids":"12,5 t","lot":42}',
);

/** Claims about `document` with some of them set to other values; undefined leaves one out. */
export function claimsMap(
  changes: readonly (readonly [label: unknown, value: unknown])[] = [],
): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>([
    [label.issuer, "ANAE"],
    [label.subject, "Label bio"],
    [label.expires, 1_821_536_000],
    [label.notBefore, 1_790_000_060],
    [label.issued, 1_790_000_000],
    [label.id, fromHex("00112233445566778899aabbccddeeff")],
    [label.compression, 2],
    [label.content, Uint8Array.from(brotli.compress(document))],
    ...changes,
  ]);
  for (const [name, value] of changes) if (value === undefined) map.delete(name);
  return map;
}

export const claims = (...changes: readonly (readonly [label: unknown, value: unknown])[]): Uint8Array =>
  encodeCbor(claimsMap(changes));

export interface SignPlan {
  readonly signer?: SignerName;
  readonly payload?: Uint8Array;
  /** Those whom the signature is made for. */
  readonly to?: readonly OfficeName[];
  /** The protected header, where it is other than the signer's own. */
  readonly header?: Uint8Array;
  readonly unprotected?: ReadonlyMap<unknown, unknown>;
  /** What is signed, from what should be. */
  readonly message?: (protectedHeader: Uint8Array, payload: Uint8Array, external: Uint8Array) => Uint8Array;
  /** How it is signed, where that is not the signer's own algorithm. */
  readonly sign?: (message: Uint8Array) => Uint8Array;
  /** The signature, from the one that was made. */
  readonly signature?: (made: Uint8Array) => Uint8Array;
}

export const signerHeader = (
  name: SignerName,
  changes: readonly (readonly [unknown, unknown])[] = [],
): Uint8Array => {
  const { kind } = signer(name).privateKey;
  const map = new Map<unknown, unknown>([[1, kind.coseId], [4, signerId(name)], ...changes]);
  for (const [name, value] of changes) if (value === undefined) map.delete(name);
  return map.size === 0 ? new Uint8Array(0) : encodeCbor(map);
};
export const signerId = (name: SignerName): Uint8Array =>
  fingerprintBytes(signer(name).publicKey).slice(0, 8);
export const fingerprint = (name: OfficeName): Uint8Array => fingerprintBytes(office(name).publicKey);

/** The four parts of a signed statement as values. */
export function signedItems(
  plan: SignPlan = {},
): readonly [Uint8Array, ReadonlyMap<unknown, unknown>, Uint8Array, Uint8Array] {
  const {
    signer: name = "issuer-ed25519",
    payload = claims(),
    to = ["port"],
    unprotected = new Map(),
  } = plan;
  const { privateKey } = signer(name);
  const header = plan.header ?? signerHeader(name);
  const external = encodeCbor([fingerprintBytes(privateKey), to.map(fingerprint)]);
  const message = (plan.message ?? ((h, p, e) => sigStructure(h, e, p)))(header, payload, external);
  const made = plan.sign?.(message) ?? signByHand(name, message);
  const signature = Uint8Array.from(plan.signature?.(Uint8Array.from(made)) ?? made);
  return [header, unprotected, payload, signature];
}

export const signed = (plan: SignPlan = {}): Uint8Array =>
  encodeCbor(tagCbor(coseTags.sign1, signedItems(plan)));

export function flipped(content: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(content);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}
