/** What `src/core/deposit` refuses, in English. */
import type { depositRefusals, DepositTerms } from "../../../../core/deposit/refusals.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof depositRefusals> = {
  "deposit/malformed": () => ({
    says: "the code opened and says that its document is deposited, but not properly where",
    hint: "ask its issuer for a new one: their tool does not write such codes as they must be",
  }),
  "deposit/altered": (f) => ({
    says: `the deposited document is not the one that the code names: ${f.problem}`,
    hint: "nothing was written; ask its issuer to deposit it again, and tell whoever runs the service",
  }),
};

export const terms: TermWords<DepositTerms> = {
  "size-differs": (expected, found) => `expected ${expected} bytes, found ${found}`,
  "other-digest": "its digest is another",
};
