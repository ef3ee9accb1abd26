/**
 * docs/FORMAT.md, "deposits": what a code holds instead of a document that is too large for it. Where the document
 * lies, how it is fetched and opened, and which one it must be; a CBOR map, the document of an ordinary envelope.
 */
import { encodeCbor, isBytes, isMap, parseCbor } from "../encoding/cbor.ts";
import type { CborMap } from "../encoding/cbor.ts";
import { noCompression, zlib } from "../encoding/compress.ts";
import type { Compression } from "../encoding/compress.ts";
import { JSON_MEDIA_TYPE } from "../encoding/mediatype.ts";
import { isMediaType } from "../envelope/claims.ts";
import { bug } from "../refusals.ts";
import { failure } from "./refusals.ts";
import { limits } from "../limits.ts";
import { TAG_BYTES } from "../primitives/aead.ts";

export const DEPOSIT_MEDIA_TYPE = "application/vnd.qrseal.deposit+cbor";

export const DEPOSIT_ID_BYTES = 16;
export const READ_TOKEN_BYTES = 32;
export const DEPOSIT_KEY_BYTES = 32;
const SHA256_BYTES = 32;

/** The same numbers as in claims. What is deposited is not held to the size of paper: brotli would take a minute for it. */
const compressions: readonly Compression[] = [noCompression, zlib];

export interface DepositTicket {
  /** Of the service, as "https://exchange.example:5443". */
  readonly origin: string;
  /** 16 bytes. */
  readonly id: Uint8Array;
  /** What the service asks readers for; 32 bytes. */
  readonly readToken: Uint8Array;
  /** What the service never sees; 32 bytes. */
  readonly contentKey: Uint8Array;
  /** SHA-256 of what was deposited. */
  readonly digest: Uint8Array;
  /** Its bytes. */
  readonly size: number;
  readonly compression: Compression;
  /** Of the document in it. */
  readonly mediaType: string;
  /** Whole seconds since 1970; the service keeps it until then. */
  readonly expiresAt: number;
  /** SHA-256 of the service's certificate in DER, where its name alone does not prove it. */
  readonly certificate: Uint8Array | null;
  /** Whether one reader only gets it. */
  readonly once: boolean;
}

const labels = {
  origin: 1,
  id: 2,
  readToken: 3,
  contentKey: 4,
  digest: 5,
  size: 6,
  compression: 7,
  mediaType: 8,
  expiresAt: 9,
  certificate: 10,
  once: 11,
} as const;
const knownLabels: ReadonlySet<unknown> = new Set(Object.values(labels));

export function encodeTicket(ticket: DepositTicket): Uint8Array {
  const map = new Map<number, unknown>();
  for (const name of ["origin", "id", "readToken", "contentKey", "digest", "size", "expiresAt"] as const)
    map.set(labels[name], ticket[name]);
  map.set(labels.compression, compressions.indexOf(ticket.compression));
  // What is the rule takes no room on the paper.
  if (ticket.mediaType !== JSON_MEDIA_TYPE) map.set(labels.mediaType, ticket.mediaType);
  if (ticket.certificate !== null) map.set(labels.certificate, ticket.certificate);
  if (ticket.once) map.set(labels.once, true);
  const encoded = encodeCbor(map);
  if (readTicket(encoded) === null) throw bug("a ticket that cannot be read back");
  return encoded;
}

/** The ticket that is the document of an envelope. Throws deposit/malformed where it is not in its one spelling. */
export function parseTicket(document: Uint8Array): DepositTicket {
  const ticket = readTicket(document);
  if (ticket === null) throw failure("deposit/malformed", {});
  return ticket;
}

function readTicket(document: Uint8Array): DepositTicket | null {
  const map = parseCbor(document)?.value;
  if (!isMap(map) || ![...map.keys()].every((label) => knownLabels.has(label))) return null;
  const origin = map.get(labels.origin);
  const id = bytesOf(map, labels.id, DEPOSIT_ID_BYTES);
  const readToken = bytesOf(map, labels.readToken, READ_TOKEN_BYTES);
  const contentKey = bytesOf(map, labels.contentKey, DEPOSIT_KEY_BYTES);
  const digest = bytesOf(map, labels.digest, SHA256_BYTES);
  const size = map.get(labels.size);
  const compressed = map.get(labels.compression);
  const expiresAt = map.get(labels.expiresAt);
  const certificate = bytesOf(map, labels.certificate, SHA256_BYTES);
  const mediaType = map.get(labels.mediaType);
  if (typeof origin !== "string" || !isServiceOrigin(origin)) return null;
  if (id === null || readToken === null || contentKey === null || digest === null) return null;
  if (!isWholeNumber(compressed) || !isWholeNumber(size) || !isWholeNumber(expiresAt)) return null;
  const compression = compressions[compressed];
  if (compression === undefined || expiresAt > limits.timeSeconds) return null;
  if (size < compression.minBytes + TAG_BYTES || size > limits.depositDocumentBytes + TAG_BYTES) return null;
  // What is the rule is not spelled out: that would be a second spelling.
  if (map.has(labels.mediaType) && (!isMediaType(mediaType) || mediaType === JSON_MEDIA_TYPE)) return null;
  if (map.has(labels.certificate) && certificate === null) return null;
  if (map.has(labels.once) && map.get(labels.once) !== true) return null;
  return {
    origin,
    id,
    readToken,
    contentKey,
    digest,
    size,
    compression,
    mediaType: isMediaType(mediaType) ? mediaType : JSON_MEDIA_TYPE,
    expiresAt,
    certificate,
    once: map.has(labels.once),
  };
}

function bytesOf(map: CborMap, label: number, length: number): Uint8Array | null {
  const value = map.get(label);
  return isBytes(value) && value.length === length ? value : null;
}

const isWholeNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/**
 * Whether a text is the origin of a service in its one spelling (RFC 6454 §6.2): https, or plain http on the machine
 * itself.
 */
export function isServiceOrigin(text: string): boolean {
  if (text.length > limits.originCharacters) return false;
  let url;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  const isAllowed = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  return isAllowed && url.origin === text;
}

/** A URL's host in its normal form: RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3. */
const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
