/** Two lists as one: the desk's own, and the last bundle of its authority. */
import type { RevokedDocument, RevokedKey, TrustedIssuer, TrustList } from "./list.ts";

/** What this desk goes by: its own list and the last bundle it imported, as one. */
export interface Trust {
  /** A key may have several entries: a document's date is fine if any of them allows it. */
  readonly issuers: readonly TrustedIssuer[];
  /** By the key's whole fingerprint. */
  readonly revokedKeys: ReadonlyMap<string, RevokedKey>;
  /** By the document's id. */
  readonly revokedDocuments: ReadonlyMap<string, RevokedDocument>;
  /** When the bundle was made, or the local list where there is none. Whole seconds since 1970. */
  readonly madeAt: number;
  /** Whether that date comes from a signed bundle. */
  readonly isBundle: boolean;
}

/** Null: no trust list at all yet. What either side revokes is revoked, from the earlier date on. */
export function combineTrust(local: TrustList, bundle: TrustList | null): Trust;
export function combineTrust(local: TrustList | null, bundle: TrustList | null): Trust | null;
export function combineTrust(local: TrustList | null, bundle: TrustList | null): Trust | null {
  const lists = [local, bundle].filter((list) => list !== null);
  const dated = bundle ?? local;
  if (dated === null) return null;
  return {
    issuers: lists.flatMap(({ issuers }) => issuers),
    revokedKeys: earliest(
      lists.flatMap(({ revokedKeys }) => revokedKeys),
      ({ fingerprint }) => fingerprint,
    ),
    revokedDocuments: earliest(
      lists.flatMap(({ revokedDocuments }) => revokedDocuments),
      ({ documentId }) => documentId,
    ),
    madeAt: dated.madeAt,
    isBundle: bundle !== null,
  };
}

function earliest<R extends { readonly at: number }>(
  revocations: readonly R[],
  nameOf: (revocation: R) => string,
): ReadonlyMap<string, R> {
  const found = new Map<string, R>();
  for (const revocation of revocations) {
    const known = found.get(nameOf(revocation));
    if (known === undefined || revocation.at < known.at) found.set(nameOf(revocation), revocation);
  }
  return found;
}
