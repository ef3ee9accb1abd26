/**
 * From an opened statement to the facts about it: authentic, in date, not revoked. Pure: the clock, the trust list, what
 * the signature proves and the record of key successions are given. The order of the facts is fixed.
 */
import { equalBytes } from "../encoding/bytes.ts";
import { toHex } from "../encoding/text.ts";
import type { OpenedStatement } from "../envelope/statement.ts";
import { fingerprintBytes } from "../keys/fingerprint.ts";
import { shortFingerprint } from "../keys/fingerprint.ts";
import { limits } from "../limits.ts";
import type { TrustedIssuer } from "../trust/list.ts";
import type { Trust } from "../trust/trust.ts";
import { fact } from "./facts.ts";
import type { Fact } from "./facts.ts";
import type { ProvedStatement } from "./prove.ts";

const DAY = 86_400;

export interface Circumstances {
  /** The key that opened it. */
  readonly key: { readonly name: string; readonly fingerprint: string };
  /** Fingerprints of the keys that this one succeeds, by the desk's own records. */
  readonly predecessors: readonly string[];
  /** Whole seconds since 1970. */
  readonly now: number;
}

export interface Judgement {
  /** For me, authentic, in date, not revoked. */
  readonly facts: readonly Fact[];
  /** Who signed it, where that is known and proved. */
  readonly issuer: TrustedIssuer | null;
}

export function judge(proved: ProvedStatement, { key, predecessors, now }: Circumstances): Judgement {
  const { statement, trust } = proved;
  const { authentic, issuer } = judgeSignature(proved);
  return {
    facts: [
      judgeAddress(statement, key, predecessors),
      authentic,
      judgeDates(statement, now),
      judgeRevocation(statement, trust, now),
    ],
    issuer,
  };
}

/** What can be said of a document in a format that has no statement. Null: this desk has no trust list yet. */
export function judgeUnsigned(trust: Trust | null, { key, now }: Circumstances): Judgement {
  return {
    facts: [
      fact("for-me/yes", "good", describeKey(key)),
      fact("authentic/unsigned", trust === null ? "doubtful" : "bad", {}),
      fact("in-date/undated", "doubtful", {}),
      trust === null
        ? fact("not-revoked/unknown", "doubtful", {})
        : fact("not-revoked/yes", "good", describeList(trust, now)),
    ],
    issuer: null,
  };
}

const describeKey = (key: Circumstances["key"]): { key: string; fingerprint: string } => ({
  key: key.name,
  fingerprint: shortFingerprint(key.fingerprint),
});

function judgeAddress(
  { signature, signedFor }: OpenedStatement,
  key: Circumstances["key"],
  predecessors: readonly string[],
): Fact {
  const isFor = (fingerprint: string): boolean =>
    signedFor.some((one) => equalBytes(one, fingerprintBytes({ fingerprint })));
  if (signature === null || isFor(key.fingerprint)) return fact("for-me/yes", "good", describeKey(key));
  const predecessor = predecessors.find(isFor);
  if (predecessor === undefined) {
    const named = signedFor.map((one) => shortFingerprint(toHex(one)));
    return fact("for-me/forwarded", "bad", { signedFor: named });
  }
  return fact("for-me/succession", "good", {
    ...describeKey(key),
    predecessor: shortFingerprint(predecessor),
  });
}

function judgeSignature({ statement, trust, named, signers }: ProvedStatement): {
  authentic: Fact;
  issuer: TrustedIssuer | null;
} {
  const { signature, claims } = statement;
  // Without a list nobody is known: the reader is told that, and is not stopped.
  const unproved = trust === null ? "doubtful" : "bad";
  if (signature === null) return { authentic: fact("authentic/unsigned", unproved, {}), issuer: null };
  const [first] = named;
  if (first === undefined) {
    const fingerprint = shortFingerprint(toHex(signature.signerId));
    const details = { fingerprint, calledItself: claims.issuer };
    return { authentic: fact("authentic/unknown-issuer", unproved, details), issuer: null };
  }
  const [holder] = signers;
  if (holder === undefined) {
    return { authentic: fact("authentic/bad-signature", "bad", { issuer: first.name }), issuer: null };
  }
  const signedAt = claims.issuedAt;
  const current = signers.find(
    ({ from, until }) => signedAt >= (from ?? 0) && signedAt <= (until ?? Infinity),
  );
  if (current === undefined) {
    const { name: issuer, from, until } = holder;
    const details = { issuer, signedAt, from, until };
    return { authentic: fact("authentic/outside-key-dates", "bad", details), issuer: holder };
  }
  const details = {
    issuer: current.name,
    speaksFor: current.speaksFor,
    fingerprint: shortFingerprint(current.key.fingerprint),
  };
  return { authentic: fact("authentic/yes", "good", details), issuer: current };
}

function judgeDates({ claims }: OpenedStatement, now: number): Fact {
  const { issuedAt, notBefore, expiresAt } = claims;
  const from = Math.max(issuedAt, notBefore ?? 0);
  // RFC 7519 §4.1.4: "on or after" the expiry it is over.
  if (expiresAt !== null && now >= expiresAt + limits.clockSkewSeconds)
    return fact("in-date/expired", "bad", { until: expiresAt });
  if (now + limits.clockSkewSeconds < from) return fact("in-date/not-yet", "bad", { from });
  if (expiresAt === null) return fact("in-date/no-end", "good", { signedAt: issuedAt });
  return fact("in-date/yes", "good", { signedAt: issuedAt, until: expiresAt });
}

function judgeRevocation({ claims, signature }: OpenedStatement, trust: Trust | null, now: number): Fact {
  if (trust === null) return fact("not-revoked/unknown", "doubtful", {});
  const document = trust.revokedDocuments.get(toHex(claims.documentId));
  if (document !== undefined) {
    const { at, reason } = document;
    return fact("not-revoked/document", "bad", { at, reason, ...describeList(trust, now) });
  }
  const signerId = signature === null ? null : toHex(signature.signerId);
  // A stolen key can write any date: once revoked, nothing it ever signed counts.
  for (const revoked of signerId === null ? [] : trust.revokedKeys.values()) {
    if (!revoked.fingerprint.startsWith(signerId ?? "")) continue;
    const issuer = trust.issuers.find(({ key }) => key.fingerprint === revoked.fingerprint);
    const { at, reason } = revoked;
    const name = issuer?.name ?? shortFingerprint(revoked.fingerprint);
    return fact("not-revoked/key", "bad", { issuer: name, at, reason, ...describeList(trust, now) });
  }
  return fact("not-revoked/yes", "good", describeList(trust, now));
}

function describeList({ madeAt }: Trust, now: number): { listMadeAt: number; daysOld: number } {
  return { listMadeAt: madeAt, daysOld: Math.max(0, Math.floor((now - madeAt) / DAY)) };
}
