/** What an issuer states: CWT claims (RFC 8392 §3) with the document inside, in CBOR. */
import { encodeCbor, isBytes, isMap, parseCbor } from "../encoding/cbor.ts";
import type { CborMap } from "../encoding/cbor.ts";
import { brotli, noCompression, zlib } from "../encoding/compress.ts";
import type { Compression } from "../encoding/compress.ts";
import { JSON_MEDIA_TYPE } from "../encoding/mediatype.ts";
import { bug } from "../refusals.ts";
import { limits } from "../limits.ts";
import { systemRandom } from "../random.ts";
import type { RandomSource } from "../random.ts";

/** Times are whole seconds since 1970 (RFC 8392 §2, NumericDate). */
export interface Claims {
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly expiresAt: number | null;
  readonly notBefore: number | null;
  readonly issuedAt: number;
  /** 16 random bytes that name this document for ever. */
  readonly documentId: Uint8Array;
  readonly mediaType: string;
  readonly document: Uint8Array;
}

/** Claims as parsed: the document still compressed, because nothing has vouched for it yet. */
export interface ParsedClaims extends Omit<Claims, "document"> {
  readonly compression: Compression;
  readonly content: Uint8Array;
}

const labels = { issuer: 1, subject: 2, expiresAt: 4, notBefore: 5, issuedAt: 6, documentId: 7 } as const;
/** Ours, from the range for private use (below -65536, RFC 8392 §9.1). */
const privateLabels = { mediaType: -65_537, compression: -65_538, content: -65_539 } as const;
const knownLabels: ReadonlySet<unknown> = new Set([
  ...Object.values(labels),
  ...Object.values(privateLabels),
]);
export const DOCUMENT_ID_BYTES = 16;
/** RFC 6838 §4.2, in lower case: capitals would be a second spelling. */
const mediaTypePattern = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;
const MEDIA_TYPE_CHARACTERS = 127;

export const newDocumentId = (random: RandomSource = systemRandom): Uint8Array =>
  Uint8Array.from(random(DOCUMENT_ID_BYTES));

const compressions: readonly Compression[] = [noCompression, zlib, brotli];

export function encodeClaims(claims: Claims): Uint8Array {
  const { compression, content } = compressSmallest(claims.document);
  const map = new Map<number, unknown>([
    [labels.issuedAt, claims.issuedAt],
    [labels.documentId, claims.documentId],
    [privateLabels.compression, compressions.indexOf(compression)],
    [privateLabels.content, content],
  ]);
  // What is the rule takes no room on the paper.
  if (claims.mediaType !== JSON_MEDIA_TYPE) map.set(privateLabels.mediaType, claims.mediaType);
  for (const name of ["issuer", "subject", "expiresAt", "notBefore"] as const) {
    if (claims[name] !== null) map.set(labels[name], claims[name]);
  }
  const encoded = encodeCbor(map);
  // What no reader would take must not get on paper.
  if (parseClaims(encoded) === null) throw bug("claims that cannot be read back");
  return encoded;
}

/** The smallest of all ways, decided for each document: brotli wins on text, nothing on what is compressed already. */
function compressSmallest(document: Uint8Array): { compression: Compression; content: Uint8Array } {
  const tried = compressions.map((compression) => ({ compression, content: compression.compress(document) }));
  return tried.reduce((best, candidate) =>
    candidate.content.length < best.content.length ? candidate : best,
  );
}

/** The claims of a payload in its one spelling, or null. */
export function parseClaims(payload: Uint8Array): ParsedClaims | null {
  const map = parseCbor(payload)?.value;
  if (!isMap(map) || ![...map.keys()].every((label) => knownLabels.has(label))) return null;
  const compression = compressions[asWholeNumber(map.get(privateLabels.compression)) ?? -1];
  const content = map.get(privateLabels.content);
  const documentId = map.get(labels.documentId);
  const issuedAt = asWholeNumber(map.get(labels.issuedAt));
  const mediaType = optional(map, privateLabels.mediaType, asMediaType);
  const issuer = optional(map, labels.issuer, asText);
  const subject = optional(map, labels.subject, asText);
  const expiresAt = optional(map, labels.expiresAt, asWholeNumber);
  const notBefore = optional(map, labels.notBefore, asWholeNumber);
  if (compression === undefined || !isBytes(content) || issuedAt === null) return null;
  if (!isBytes(documentId) || documentId.length !== DOCUMENT_ID_BYTES) return null;
  if (issuer === undefined || subject === undefined || mediaType === undefined) return null;
  if (expiresAt === undefined || notBefore === undefined) return null;
  return {
    issuer,
    subject,
    expiresAt,
    notBefore,
    issuedAt,
    documentId,
    mediaType: mediaType ?? JSON_MEDIA_TYPE,
    compression,
    content,
  };
}

/** The claim, null where it is absent, undefined where it is there and wrong. */
function optional<T>(map: CborMap, label: number, read: (value: unknown) => T | null): T | null | undefined {
  return map.has(label) ? (read(map.get(label)) ?? undefined) : null;
}

/** What is the rule is not spelled out: that would be a second spelling. */
const asMediaType = (value: unknown): string | null =>
  isMediaType(value) && value !== JSON_MEDIA_TYPE ? value : null;

/** RFC 6838 §4.2, in lower case and without parameters. */
export const isMediaType = (value: unknown): value is string =>
  typeof value === "string" && value.length <= MEDIA_TYPE_CHARACTERS && mediaTypePattern.test(value);

/** Characters are code points: what another language counts too. */
const asText = (value: unknown): string | null =>
  typeof value === "string" && value !== "" && Array.from(value).length <= limits.claimTextCharacters
    ? value
    : null;

const asWholeNumber = (value: unknown): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
