/** Whom a program believes: lists as files, lists made in memory, and both as one. */
import { combineTrust, openBundle, parseBundle, parseTrustList, shortFingerprint } from "../core/index.ts";
import type { Trust, TrustedIssuer, TrustList, VerifyingKey } from "../core/index.ts";
import { failure } from "../core/trust/refusals.ts";

/** An issuer and its key; the rest says what the key may be believed for (docs/TRUST.md). */
export type BelievedIssuer = Pick<TrustedIssuer, "name" | "key"> & Partial<TrustedIssuer>;

/**
 * A list of issuers that the program itself knows, of the date at which it knew them: seconds since 1970. Whatever was
 * revoked by then belongs into it.
 */
export const listIssuers = (
  issuers: readonly BelievedIssuer[],
  madeAt: number,
  revoked: Partial<Pick<TrustList, "revokedKeys" | "revokedDocuments">> = {},
): TrustList => ({
  madeAt,
  authority: null,
  issuers: issuers.map((issuer) => ({ speaksFor: null, from: null, until: null, ...issuer })),
  revokedKeys: revoked.revokedKeys ?? [],
  revokedDocuments: revoked.revokedDocuments ?? [],
});

/** A desk's own list, as the command keeps it: the file `trust.txt`. Throws trust/malformed. */
export const readTrustList = (text: Uint8Array): TrustList => parseTrustList(text);

/**
 * The list that an authority signed, as `qrseal trust export` writes it. Throws trust/malformed, trust/bad-signature and
 * trust/not-by-authority where another key signed it.
 */
export async function readTrustBundle(text: Uint8Array, authority: VerifyingKey): Promise<TrustList> {
  const bundle = parseBundle(text);
  const list = await openBundle(bundle, authority);
  if (list !== null) return list;
  throw failure("trust/not-by-authority", {
    authority: shortFingerprint(authority.fingerprint),
    found: shortFingerprint(bundle.signerId),
  });
}

/** What a program goes by: its own list, or with it the bundle of an authority. What either revokes is revoked. */
export const trustIn = (list: TrustList, bundle: TrustList | null = null): Trust =>
  combineTrust(list, bundle);
