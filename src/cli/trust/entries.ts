/** An own list with one thing changed, and how its entries are told. */
import { shortFingerprint } from "../../core/index.ts";
import type { RevokedDocument, RevokedKey, TrustedIssuer, TrustList } from "../../core/index.ts";
import { showSpan, showTime } from "../dates.ts";
import type { ToldIssuer } from "../../words/index.ts";

/** `own` as of `now`, with `change`; an empty list where there is none yet. */
export function changedList(
  own: TrustList | null,
  now: number,
  change: Partial<Omit<TrustList, "madeAt">>,
): TrustList {
  const start = own ?? { authority: null, issuers: [], revokedKeys: [], revokedDocuments: [] };
  return { ...start, ...change, madeAt: now };
}

export const secondsOf = (now: Date): number => Math.floor(now.getTime() / 1000);

export interface KeyFacts {
  readonly fingerprint: string;
  readonly sha256: string;
}

export const keyFacts = ({ fingerprint }: { readonly fingerprint: string }): KeyFacts => ({
  fingerprint: shortFingerprint(fingerprint),
  sha256: fingerprint,
});

export interface IssuerFacts extends KeyFacts {
  readonly name: string;
  readonly type: string;
  readonly speaksFor: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

export function issuerFacts({ name, key, speaksFor, from, until }: TrustedIssuer): IssuerFacts {
  const shown = (time: number | null): string | null => (time === null ? null : showTime(time));
  return { name, ...keyFacts(key), type: key.kind.id, speaksFor, from: shown(from), until: shown(until) };
}

/** The same for people. */
export const toldIssuer = ({ name, key, speaksFor, from, until }: TrustedIssuer): ToldIssuer => ({
  name,
  fingerprint: shortFingerprint(key.fingerprint),
  speaksFor,
  kind: key.kind.name,
  ...showSpan(from, until),
});

export interface RevocationFacts {
  readonly at: string;
  readonly reason: string | null;
}

export const revocationFacts = ({
  at,
  reason,
}: Pick<RevokedKey | RevokedDocument, "at" | "reason">): RevocationFacts => ({
  at: showTime(at),
  reason,
});

export interface ListCounts {
  readonly issuers: number;
  readonly revokedKeys: number;
  readonly revokedDocuments: number;
}

export const countEntries = ({ issuers, revokedKeys, revokedDocuments }: TrustList): ListCounts => ({
  issuers: issuers.length,
  revokedKeys: revokedKeys.length,
  revokedDocuments: revokedDocuments.length,
});
