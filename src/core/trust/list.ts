/**
 * Whose signatures a desk believes, and which keys and documents it does not take any more. Only data: what
 * follows from it for one document is decided elsewhere.
 */
import type { VerifyingKey } from "../keys/signerkind.ts";

/** Times are whole seconds since 1970, as in claims. */
export interface TrustedIssuer {
  readonly name: string;
  readonly key: VerifyingKey;
  /** The place or office they speak for. */
  readonly speaksFor: string | null;
  /** The dates between which a document must have been signed, both included; null: no such bound. */
  readonly from: number | null;
  readonly until: number | null;
}

export interface RevokedKey {
  /** SHA-256 of the key's SubjectPublicKeyInfo, 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly at: number;
  readonly reason: string | null;
}

export interface RevokedDocument {
  /** 32 hexadecimal digits. */
  readonly documentId: string;
  readonly at: number;
  readonly reason: string | null;
}

export interface TrustList {
  readonly madeAt: number;
  /** Whose bundles this desk takes; null: none pinned yet. Never part of a bundle. */
  readonly authority: VerifyingKey | null;
  readonly issuers: readonly TrustedIssuer[];
  readonly revokedKeys: readonly RevokedKey[];
  readonly revokedDocuments: readonly RevokedDocument[];
}

/** Whether two entries of one key say something about the same moment. */
export function datesOverlap(one: TrustedIssuer, other: TrustedIssuer): boolean {
  const startsBeforeEnd = (a: TrustedIssuer, b: TrustedIssuer): boolean =>
    (a.from ?? -Infinity) <= (b.until ?? Infinity);
  return startsBeforeEnd(one, other) && startsBeforeEnd(other, one);
}
