/** All that is said to people in one language. */
import type { Refusals, Terms } from "./declared.ts";
import type { Notices } from "./notices.ts";
import type { VerdictWords } from "./verdict.ts";
import type { RefusalWords, TermWords } from "./wordings.ts";

export interface Words {
  readonly notices: Notices;
  readonly verdict: VerdictWords;
  readonly refusals: RefusalWords<Refusals>;
  readonly terms: TermWords<Terms>;
}
