/** What `src/exchange/keys` refuses, in English. */
import type { serviceKeyRefusals, ServiceKeyTerms } from "../../../../exchange/keys/refusals.ts";
import { bytes, number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof serviceKeyRefusals> = {
  "servicekeys/not-opened": (f) => ({
    says: `the service's keys, generation ${number(f.generation)}, do not open with ${f.secret}`,
    hint: "give what protected them last; if it is that, the stored keys were altered: bring them back from a copy",
  }),
  "servicekeys/bad-key-file": (f) => ({
    says: `the service's key file has ${bytes(f.bytes)}, expected ${number(f.expectedBytes)}`,
    hint: "bring it back from a copy; without it nothing that the service keeps can be opened",
  }),
  "servicekeys/malformed": (f) => ({
    says: `the service's stored keys, generation ${number(f.generation)}, cannot be taken up: ${f.problem}`,
    hint: "bring the store back from a copy; a newer service than this one may have written it",
  }),
};

export const terms: TermWords<ServiceKeyTerms> = {
  passphrase: "this passphrase",
  "key-file": "this key file",
  "unknown-format": "their format is not known here",
  "too-costly": "their protection asks for more work than is done for it",
};
