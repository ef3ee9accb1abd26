/**
 * docs/TRUST.md: trust lists as text. A desk's own list is a map in deterministic CBOR; a bundle, which others
 * take, is the same map under a COSE_Sign1 (RFC 9052 §4.2) of the authority that made it.
 *
 * The signature covers, as external data, a text that says what it is for. The external data of a document's
 * signature begins with a byte string instead, so neither can ever be passed off as the other.
 */
import { equalBytes } from "../encoding/bytes.ts";
import {
  coseTags,
  encodeCbor,
  hasExactly,
  isBytes,
  isMap,
  parseCbor,
  tagCbor,
  taggedArray,
} from "../encoding/cbor.ts";
import type { CborMap } from "../encoding/cbor.ts";
import { encodeProtected, headerLabels as header, parseProtected, sigStructure } from "../encoding/cose.ts";
import {
  decodeBase45,
  decodeUtf8,
  describeBytes,
  encodeBase45,
  encodeUtf8,
  fromHex,
  toHex,
} from "../encoding/text.ts";
import { DOCUMENT_ID_BYTES } from "../envelope/claims.ts";
import { QrsealError } from "../refusal.ts";
import type { Term } from "../refusal.ts";
import { failure, term } from "./refusals.ts";
import { fingerprintBytes } from "../keys/fingerprint.ts";
import { readSigningSpki } from "../keys/keyfile.ts";
import { signerKindOf } from "../keys/kinds.ts";
import type { SignerKind, SigningKey, VerifyingKey } from "../keys/signerkind.ts";
import { limits } from "../limits.ts";
import { datesOverlap } from "./list.ts";
import type { RevokedDocument, RevokedKey, TrustedIssuer, TrustList } from "./list.ts";

const PREFIX = "QT1:";
const CONTEXT = "qrseal trust 1";
const SIGNER_ID_BYTES = 8;
const FINGERPRINT_BYTES = 32;

const listLabels = { madeAt: 1, issuers: 2, revokedKeys: 3, revokedDocuments: 4, authority: 5 } as const;
const issuerLabels = { name: 1, key: 2, speaksFor: 3, from: 4, until: 5 } as const;
const revocationLabels = { subject: 1, at: 2, reason: 3 } as const;

/** A bundle as received. Nothing has vouched for its payload yet: openBundle does. */
export interface Bundle {
  /** Of the key that it says made it. */
  readonly kind: SignerKind;
  /** The first 8 bytes of the signing key's fingerprint, as hexadecimal digits. */
  readonly signerId: string;
  readonly protectedHeader: Uint8Array;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

/** Whether bytes mean to be a trust list, signed or not, however damaged. */
export function looksLikeTrustList(bytes: Uint8Array): boolean {
  return equalBytes(bytes.subarray(0, PREFIX.length), encodeUtf8(PREFIX));
}

// --- text -----------------------------------------------------------------------------------------------

/** A desk's own list, with the authority it has pinned. Throws trust/too-large. */
export function encodeTrustList(list: TrustList): Uint8Array {
  return encodeText(encodeList(list, list.authority));
}

/** The desk's own list in `text`, exactly. Throws trust/malformed. */
export function parseTrustList(text: Uint8Array): TrustList {
  const value = parseText(text);
  if (!isMap(value)) throw malformed(term("not-own-list"));
  return parseList(value, true);
}

/** A bundle for other desks; what the list says of this desk's own authority stays here. Throws trust/too-large. */
export async function encodeBundle(list: TrustList, signer: SigningKey): Promise<Uint8Array> {
  const payload = encodeList(list, null);
  const signerId = fingerprintBytes(signer).subarray(0, SIGNER_ID_BYTES);
  const protectedHeader = encodeProtected(
    new Map<number, unknown>([
      [header.algorithm, signer.kind.coseId],
      [header.keyId, signerId],
    ]),
  );
  const message = signedBytes(protectedHeader, payload, signer);
  const signature = await signer.sign(message);
  return encodeText(encodeCbor(tagCbor(coseTags.sign1, [protectedHeader, new Map(), payload, signature])));
}

/** The signed bundle in `text`, exactly, not verified. Throws trust/malformed. */
export function parseBundle(text: Uint8Array): Bundle {
  const value = parseText(text);
  if (isMap(value)) throw malformed(term("not-signed"));
  const items = taggedArray(value, coseTags.sign1);
  if (items?.length !== 4) throw malformed(term("not-cose-sign1"));
  const [protectedHeader, unprotected, payload, signature] = items;
  const headers = parseProtected(protectedHeader);
  const isComplete = isBytes(protectedHeader) && isBytes(payload) && isBytes(signature);
  if (!isComplete || headers === null || !hasExactly(headers, [header.algorithm, header.keyId])) {
    throw malformed(term("signature-malformed"));
  }
  if (!isMap(unprotected) || unprotected.size > 0) throw malformed(term("signature-header-unsigned"));
  const kind = signerKindOf(headers.get(header.algorithm));
  if (kind === null) throw malformed(term("signature-algorithm-unknown"));
  const signerId = headers.get(header.keyId);
  if (!isBytes(signerId) || signerId.length !== SIGNER_ID_BYTES) throw malformed(term("signer-malformed"));
  return { kind, signerId: toHex(signerId), protectedHeader, payload, signature };
}

/**
 * The list in a bundle, or null: it names another signer than `authority`. Throws trust/bad-signature, and
 * trust/malformed where the authority itself signed something else than a list.
 */
export async function openBundle(bundle: Bundle, authority: VerifyingKey): Promise<TrustList | null> {
  if (!authority.fingerprint.startsWith(bundle.signerId)) return null;
  const message = signedBytes(bundle.protectedHeader, bundle.payload, authority);
  // A key is bound to one algorithm: what the header names does not choose (RFC 8725 §3.1).
  const holds: unknown =
    bundle.kind === authority.kind && (await authority.verify(message, bundle.signature));
  // A kind of key that a program brings may answer with anything: only true is yes.
  if (holds !== true) throw failure("trust/bad-signature", {});
  const list = parseCbor(bundle.payload)?.value;
  if (!isMap(list)) throw malformed(term("payload-no-list"));
  return parseList(list, false);
}

function signedBytes(
  protectedHeader: Uint8Array,
  payload: Uint8Array,
  signer: { readonly fingerprint: string },
): Uint8Array {
  return sigStructure(protectedHeader, encodeCbor([CONTEXT, fingerprintBytes(signer)]), payload);
}

function encodeText(bytes: Uint8Array): Uint8Array {
  const text = encodeUtf8(PREFIX + encodeBase45(bytes));
  if (text.length <= limits.trustListBytes) return text;
  throw failure("trust/too-large", { what: term("bytes"), count: text.length, max: limits.trustListBytes });
}

function parseText(text: Uint8Array): unknown {
  if (!looksLikeTrustList(text)) throw malformed(term("begins-as", describeBytes(text)));
  if (text.length > limits.trustListBytes) throw malformed(term("list-too-long"));
  const bytes = decodeBase45((decodeUtf8(text) ?? "").slice(PREFIX.length));
  if (bytes === null) throw malformed(term("list-not-base45"));
  const parsed = parseCbor(bytes);
  if (parsed === null) throw malformed(term("list-cut-short"));
  return parsed.value;
}

// --- lists ----------------------------------------------------------------------------------------------

function encodeList(list: TrustList, authority: VerifyingKey | null): Uint8Array {
  const { issuers, revokedKeys, revokedDocuments } = list;
  const counts = [
    [term("issuers"), issuers.length, limits.trustedIssuers],
    [term("revoked-keys"), revokedKeys.length, limits.revocations],
    [term("revoked-documents"), revokedDocuments.length, limits.revocations],
  ] as const;
  for (const [what, count, max] of counts)
    if (count > max) throw failure("trust/too-large", { what, count, max });
  return encodeCbor(
    mapOf([
      [listLabels.madeAt, list.madeAt],
      [listLabels.issuers, issuers.map(encodeIssuer)],
      [
        listLabels.revokedKeys,
        revokedKeys.map(({ fingerprint, at, reason }) => encodeRevocation(fingerprint, at, reason)),
      ],
      [
        listLabels.revokedDocuments,
        revokedDocuments.map(({ documentId, at, reason }) => encodeRevocation(documentId, at, reason)),
      ],
      [listLabels.authority, authority?.spki ?? null],
    ]),
  );
}

function parseList(map: CborMap, mayPin: boolean): TrustList {
  const labels = optionalLabels(map, [listLabels.authority]);
  if (!hasExactly(map, [1, 2, 3, 4, ...labels])) throw malformed(term("list-fields"));
  if (labels.length > 0 && !mayPin) throw malformed(term("list-names-authority"));
  const madeAt = asTime(map.get(listLabels.madeAt));
  if (madeAt === null) throw malformed(term("list-date"));
  const authority = labels.length === 0 ? null : parseKey(map.get(listLabels.authority));

  const issuers = parseItems(
    map.get(listLabels.issuers),
    limits.trustedIssuers,
    term("issuers"),
    parseIssuer,
  );
  refuseOverlaps(issuers);
  const revokedKeys = parseItems(
    map.get(listLabels.revokedKeys),
    limits.revocations,
    term("revoked-keys"),
    (item): RevokedKey => {
      const { subject, ...rest } = parseRevocation(item, FINGERPRINT_BYTES, term("revoked-key"));
      return { fingerprint: subject, ...rest };
    },
  );
  const revokedDocuments = parseItems(
    map.get(listLabels.revokedDocuments),
    limits.revocations,
    term("revoked-documents"),
    (item): RevokedDocument => {
      const { subject, ...rest } = parseRevocation(item, DOCUMENT_ID_BYTES, term("revoked-document"));
      return { documentId: subject, ...rest };
    },
  );
  if (isTwice(revokedKeys.map(({ fingerprint }) => fingerprint))) throw malformed(term("key-revoked-twice"));
  if (isTwice(revokedDocuments.map(({ documentId }) => documentId)))
    throw malformed(term("document-revoked-twice"));
  return { madeAt, authority, issuers, revokedKeys, revokedDocuments };
}

function parseItems<T>(value: unknown, max: number, what: Term, parse: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw malformed(term("items-no-list", what));
  if (value.length > max) throw malformed(term("too-many-items", max, what));
  return (value as unknown[]).map(parse);
}

function refuseOverlaps(issuers: readonly TrustedIssuer[]): void {
  const byKey = new Map<string, TrustedIssuer[]>();
  for (const issuer of issuers) {
    const others = byKey.get(issuer.key.fingerprint) ?? [];
    if (others.some((other) => datesOverlap(issuer, other))) throw malformed(term("key-named-twice"));
    byKey.set(issuer.key.fingerprint, [...others, issuer]);
  }
}

const isTwice = (names: readonly string[]): boolean => new Set(names).size < names.length;

function encodeIssuer({ name, key, speaksFor, from, until }: TrustedIssuer): CborMap {
  return mapOf([
    [issuerLabels.name, name],
    [issuerLabels.key, key.spki],
    [issuerLabels.speaksFor, speaksFor],
    [issuerLabels.from, from],
    [issuerLabels.until, until],
  ]);
}

function parseIssuer(item: unknown): TrustedIssuer {
  const { speaksFor: place, from: start, until: end } = issuerLabels;
  if (!isMap(item) || !hasExactly(item, [1, 2, ...optionalLabels(item, [place, start, end])]))
    throw malformed(term("issuer-fields"));
  const name = asText(item.get(issuerLabels.name));
  const speaksFor = optional(item, place, asText);
  if (name === null || speaksFor === undefined)
    throw malformed(term("issuer-text", limits.trustTextCharacters));
  const from = optional(item, start, asTime);
  const until = optional(item, end, asTime);
  if (from === undefined || until === undefined) throw malformed(term("issuer-dates"));
  if (from !== null && until !== null && from > until) throw malformed(term("issuer-dates-reversed"));
  return { name, key: parseKey(item.get(issuerLabels.key)), speaksFor, from, until };
}

function encodeRevocation(subject: string, at: number, reason: string | null): CborMap {
  return mapOf([
    [revocationLabels.subject, fromHex(subject)],
    [revocationLabels.at, at],
    [revocationLabels.reason, reason],
  ]);
}

function parseRevocation(
  item: unknown,
  subjectBytes: number,
  what: Term,
): { subject: string; at: number; reason: string | null } {
  if (!isMap(item) || !hasExactly(item, [1, 2, ...optionalLabels(item, [revocationLabels.reason])]))
    throw malformed(term("revocation-fields", what));
  const subject = item.get(revocationLabels.subject);
  const at = asTime(item.get(revocationLabels.at));
  const reason = optional(item, revocationLabels.reason, asText);
  if (!isBytes(subject) || subject.length !== subjectBytes)
    throw malformed(term("revocation-subject", what, subjectBytes));
  if (at === null || reason === undefined) throw malformed(term("revocation-date-or-reason", what));
  return { subject: toHex(subject), at, reason };
}

// --- values ---------------------------------------------------------------------------------------------

/** A map without what is null: absent is the one spelling of it. */
function mapOf(entries: readonly (readonly [number, unknown])[]): CborMap {
  return new Map(entries.filter(([, value]) => value !== null));
}

const optionalLabels = (map: CborMap, labels: readonly number[]): number[] =>
  labels.filter((label) => map.has(label));

/** The value, null where it is absent, undefined where it is there and wrong. */
function optional<T>(map: CborMap, label: number, read: (value: unknown) => T | null): T | null | undefined {
  return map.has(label) ? (read(map.get(label)) ?? undefined) : null;
}

const asText = (value: unknown): string | null =>
  typeof value === "string" && value !== "" && Array.from(value).length <= limits.trustTextCharacters
    ? value
    : null;

const asTime = (value: unknown): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= limits.timeSeconds
    ? value
    : null;

/** A signing key in its one SubjectPublicKeyInfo. */
function parseKey(value: unknown): VerifyingKey {
  const key = isBytes(value) ? readListedKey(value) : null;
  if (key === null) throw malformed(term("key-signs-nothing"));
  if (!isBytes(value) || !equalBytes(key.spki, value)) throw malformed(term("listed-key-misspelled"));
  return key;
}

function readListedKey(spki: Uint8Array): VerifyingKey | null {
  try {
    return readSigningSpki(spki, "the list");
  } catch (error) {
    if (!(error instanceof QrsealError)) throw error;
    throw malformed(term("key-signs-nothing-because", error));
  }
}

const malformed = (problem: Term): Error => failure("trust/malformed", { problem });
