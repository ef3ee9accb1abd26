/** What is refused of a document that was deposited. */
import { naming, raising, refusal } from "../refusal.ts";
import type { Term } from "../refusal.ts";
import { envelopeRefusals } from "../envelope/refusals.ts";

export const depositRefusals = {
  /** The code says that its document is deposited, in a way that is not the one spelling of it. */
  "deposit/malformed": refusal("damaged"),
  /** What was fetched has another size or digest than the code says. */
  "deposit/altered": refusal<{ problem: Term }>("damaged"),
};

export interface DepositTerms {
  "size-differs": [expected: string, found: string];
  "other-digest": [];
}

export const failure = raising({ ...depositRefusals, ...envelopeRefusals });

export const term = naming<DepositTerms>();
