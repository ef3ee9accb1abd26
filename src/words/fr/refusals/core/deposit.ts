/** What `src/core/deposit` refuses, in French. */
import type { depositRefusals, DepositTerms } from "../../../../core/deposit/refusals.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof depositRefusals> = {
  "deposit/malformed": () => ({
    says: "le code s'est ouvert et dit que son document est déposé, mais n'indique pas comme il faut où il l'est",
    hint: "demandez-en un nouveau à son émetteur : son outil n'écrit pas ces codes comme il le doit",
  }),
  "deposit/altered": (f) => ({
    says: `le document déposé n'est pas celui que le code désigne : ${f.problem}`,
    hint: "rien n'a été écrit ; demandez à son émetteur de le déposer de nouveau, et prévenez l'exploitant du service",
  }),
};

export const terms: TermWords<DepositTerms> = {
  "size-differs": (expected, found) => `il fallait ${expected} octets, il y en a ${found}`,
  "other-digest": "son empreinte est une autre",
};
