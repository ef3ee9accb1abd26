/** How people name a key in the trust lists: as its issuer is called, or by its fingerprint. */
import { shortFingerprint } from "../../core/index.ts";
import type { TrustedIssuer } from "../../core/index.ts";
import { failure } from "../refusals.ts";

/** The digits of a fingerprint, whole (64) or short (20), or null. */
export function fingerprintDigits(text: string): string | null {
  const digits = text.toLowerCase().replaceAll("-", "");
  return /^(?:[0-9a-f]{20}|[0-9a-f]{64})$/.test(digits) ? digits : null;
}

/**
 * The entries that a name or fingerprint means; none where it means nothing. Throws trust/ambiguous where they
 * have different keys.
 */
export function entriesCalled(wanted: string, issuers: readonly TrustedIssuer[]): readonly TrustedIssuer[] {
  const digits = fingerprintDigits(wanted);
  const called = issuers.filter(
    ({ name, key }) => name === wanted || (digits !== null && key.fingerprint.startsWith(digits)),
  );
  const fingerprints = [...new Set(called.map(({ key }) => shortFingerprint(key.fingerprint)))];
  if (fingerprints.length > 1) throw failure("trust/ambiguous", { wanted, fingerprints });
  return called;
}
