/** What `src/core` refuses, in English. */
import type { groundRefusals, GroundTerms } from "../../../core/refusals.ts";
import { bytes } from "../numbers.ts";
import type { RefusalWords, TermWords } from "../../wordings.ts";

export const refusals: RefusalWords<typeof groundRefusals> = {
  "output/not-writable": (f) => ({
    says: `the output cannot be written: ${f.path} (${f.reason})`,
    hint: "check that you may write there, or name another folder",
  }),
  "passphrase/empty": (f) => ({
    says: `the passphrase is empty (${f.source})`,
    hint: "choose one of at least 12 characters, or four unrelated words",
  }),
  "passphrase/too-long": (f) => ({
    says: `the passphrase has ${bytes(f.bytes)}, at most ${bytes(f.maxBytes)} are read back by every tool`,
    hint: "choose a shorter one: four unrelated words are enough",
  }),
  "passphrase/not-text": (f) => ({
    says: `the passphrase is not one line of UTF-8 text (${f.source}): found ${f.found}`,
    hint: "save it as UTF-8, on a single line",
  }),
  "internal/bug": (f) => ({
    says: `this should not happen: ${f.what}`,
    hint: "nothing was written; please report it with the command you ran, not with the document",
  }),
};

export const terms: TermWords<GroundTerms> = {
  verbatim: (text) => text,
  refusal: (refusal) => refusal,
  "permission-denied": "permission denied",
  "unknown-error": "unknown error",
  "several-lines": "several lines",
};
