/** Refusals of rooms that know nothing of each other, declared on the ground that they share. */
import { raising, refusal } from "./refusal.ts";
import type { QrsealError, Term } from "./refusal.ts";

export const groundRefusals = {
  /** The system does not let us write there; the reason is in brackets. */
  "output/not-writable": refusal<{ path: string; reason: Term }>("place"),
  /** An empty passphrase. */
  "passphrase/empty": refusal<{ source: string | Term }>("call"),
  /** A new passphrase over 1,024 bytes: OpenSSL would not read the key back. */
  "passphrase/too-long": refusal<{ bytes: number; maxBytes: number }>("call"),
  /** A passphrase file in UTF-16, or of several lines. */
  "passphrase/not-text": refusal<{ source: string | Term; found: Term }>("call"),
  /** A fault of ours; please report it. */
  "internal/bug": refusal<{ what: string }>("bug"),
};

export interface GroundTerms {
  verbatim: [text: string];
  /** Its sentence. */
  refusal: [refusal: QrsealError];
  "permission-denied": [];
  "unknown-error": [];
  "several-lines": [];
}

const failure = raising(groundRefusals);

/** For states that our own code must have excluded. */
export const bug = (what: string): QrsealError => failure("internal/bug", { what });
