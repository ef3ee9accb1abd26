/** The refusals that objections to a document end in. */
import { raising, refusal } from "../refusal.ts";
import { groundRefusals } from "../refusals.ts";

/** Times are whole seconds since 1970. */
export const verdictRefusals = {
  /** Signed in the name of an issuer you know, and not by them: forged. */
  "verdict/bad-signature": refusal<{ issuer: string }>("damaged"),
  /** Signed for another office, whose key yours does not succeed by your records. */
  "verdict/forwarded": refusal<{ signedFor: readonly string[] }>("damaged"),
  /** Not signed, and you have a trust list. */
  "verdict/unsigned": refusal("not-trusted"),
  /** Signed with a key that your trust list does not know. */
  "verdict/unknown-issuer": refusal<{ fingerprint: string }>("not-trusted"),
  /** Signed outside the dates in which that key speaks for its issuer. */
  "verdict/retired-key": refusal<{ issuer: string; signedAt: number }>("not-trusted"),
  /** Its last day is over. */
  "verdict/expired": refusal<{ until: number }>("not-trusted"),
  /** Its first day is still to come, or your clock is wrong. */
  "verdict/not-yet-valid": refusal<{ from: number }>("not-trusted"),
  /** The key that signed it was revoked, whatever date it bears. */
  "verdict/key-revoked": refusal<{ issuer: string; at: number; reason: string | null }>("not-trusted"),
  /** This one document was revoked. */
  "verdict/document-revoked": refusal<{ at: number; reason: string | null }>("not-trusted"),
};

export const failure = raising({ ...verdictRefusals, ...groundRefusals });
