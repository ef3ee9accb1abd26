/** All that a language must say. */
import type { Help } from "./help.ts";
import type { Notices } from "./notices.ts";
import type { Results } from "./results.ts";
import type { VerdictWords } from "./verdict.ts";

export interface Words {
  /** Warnings, questions, and what is under way. */
  readonly notices: Notices;
  /** What is said of a document that opened. */
  readonly verdict: VerdictWords;
  /** What commands answer. */
  readonly results: Results;
  /** The pages of help, which are loaded for whoever wants to read one. */
  readonly help: () => Promise<Help>;
}
