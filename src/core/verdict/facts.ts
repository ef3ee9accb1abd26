/**
 * What is said about a document that opened, one fact at a time, each with a stable code. A fact is good,
 * doubtful (the reader is told, loudly) or bad (the document is refused, unless the reader overrides it by name).
 * The words are not here: they come in the reader's language.
 */
import type { verdictRefusals } from "./refusals.ts";

/** How old the trust list is that the answer comes from. */
interface ListAge {
  readonly listMadeAt: number;
  readonly daysOld: number;
}

/** Times are whole seconds since 1970; fingerprints are short ones, to read out. */
export interface FactDetails {
  "readable/yes": {
    readonly format: string;
    readonly characters: number;
    /** Null where it came as text. */
    readonly picture: {
      readonly format: string;
      readonly width: number;
      readonly height: number;
      readonly version: number | null;
    } | null;
  };
  "for-me/yes": { readonly key: string; readonly fingerprint: string };
  /** Made for a key that ours succeeds, by this desk's own records. */
  "for-me/succession": {
    readonly key: string;
    readonly fingerprint: string;
    readonly predecessor: string;
  };
  /** Signed for others, and sealed for us by one of them. */
  "for-me/forwarded": { readonly signedFor: readonly string[] };
  "authentic/yes": {
    readonly issuer: string;
    readonly speaksFor: string | null;
    readonly fingerprint: string;
  };
  "authentic/unsigned": object;
  /** Signed with a key that is not in the trust list: `calledItself` is what the document says, unproved. */
  "authentic/unknown-issuer": { readonly fingerprint: string; readonly calledItself: string | null };
  "authentic/bad-signature": { readonly issuer: string };
  /** Signed with a key before or after the dates in which it speaks for its issuer. */
  "authentic/outside-key-dates": {
    readonly issuer: string;
    readonly signedAt: number;
    readonly from: number | null;
    readonly until: number | null;
  };
  "in-date/yes": { readonly signedAt: number; readonly until: number };
  "in-date/no-end": { readonly signedAt: number };
  "in-date/expired": { readonly until: number };
  "in-date/not-yet": { readonly from: number };
  /** The format carries no dates. */
  "in-date/undated": object;
  "not-revoked/yes": ListAge;
  "not-revoked/key": ListAge & {
    readonly issuer: string;
    readonly at: number;
    readonly reason: string | null;
  };
  "not-revoked/document": ListAge & { readonly at: number; readonly reason: string | null };
  /** No trust list says anything. */
  "not-revoked/unknown": object;
  /** Where it is noted; null where it is not, because it is refused. */
  "first-time/yes": { readonly desk: string | null };
  "first-time/no": { readonly earlier: readonly { readonly at: string; readonly desk: string }[] };
  /** No key folder, so no register is kept. */
  "first-time/not-kept": object;
}

export type FactCode = keyof FactDetails;
export type Standing = "good" | "doubtful" | "bad";
export type Fact = {
  readonly [C in FactCode]: {
    readonly code: C;
    readonly standing: Standing;
    readonly details: FactDetails[C];
  };
}[FactCode];

export function fact<C extends FactCode>(code: C, standing: Standing, details: FactDetails[C]): Fact {
  return { code, standing, details } as unknown as Fact;
}

/** What a reader may override, by the name it is overridden with. A forged signature never is. */
export const acceptances = [
  "unsigned",
  "unknown-issuer",
  "retired-key",
  "expired",
  "not-yet-valid",
  "revoked",
] as const;
export type Acceptance = (typeof acceptances)[number];

export interface Objection {
  readonly fact: Fact;
  /** The refusal, where nobody overrides it. */
  readonly error: VerdictCode;
  readonly acceptance: Acceptance | null;
}
export type VerdictCode = keyof typeof verdictRefusals;

const objections: Readonly<Partial<Record<FactCode, Omit<Objection, "fact">>>> = {
  "for-me/forwarded": { error: "verdict/forwarded", acceptance: null },
  "authentic/unsigned": { error: "verdict/unsigned", acceptance: "unsigned" },
  "authentic/unknown-issuer": { error: "verdict/unknown-issuer", acceptance: "unknown-issuer" },
  "authentic/bad-signature": { error: "verdict/bad-signature", acceptance: null },
  "authentic/outside-key-dates": { error: "verdict/retired-key", acceptance: "retired-key" },
  "in-date/expired": { error: "verdict/expired", acceptance: "expired" },
  "in-date/not-yet": { error: "verdict/not-yet-valid", acceptance: "not-yet-valid" },
  "not-revoked/key": { error: "verdict/key-revoked", acceptance: "revoked" },
  "not-revoked/document": { error: "verdict/document-revoked", acceptance: "revoked" },
};

/** What stands against relying on a document: one objection for each bad fact, in the facts' order. */
export function objectionsTo(facts: readonly Fact[]): readonly Objection[] {
  return facts.flatMap((fact) => {
    const objection = objections[fact.code];
    return fact.standing === "bad" && objection !== undefined ? [{ fact, ...objection }] : [];
  });
}
