/** All that is said to people in one language. */
import type { Refusals, Terms } from "./declared.ts";
import type { Help } from "./help.ts";
import type { Notices } from "./notices.ts";
import type { Results } from "./results.ts";
import type { VerdictWords } from "./verdict.ts";
import type { RefusalWords, TermWords } from "./wordings.ts";

export interface Words {
  readonly notices: Notices;
  readonly verdict: VerdictWords;
  readonly refusals: RefusalWords<Refusals>;
  readonly terms: TermWords<Terms>;
  /** What commands answer. */
  readonly results: Results;
  /** The pages of help, which are loaded for whoever wants to read one. */
  readonly help: () => Promise<Help>;
}
