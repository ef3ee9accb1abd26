/** What `src/core/encoding` refuses, in English. */
import type { encodingRefusals, EncodingTerms } from "../../../../core/encoding/refusals.ts";
import { bytes, inDigits, number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof encodingRefusals> = {
  "open/bad-compression": (f) => ({
    says: `the envelope opened, but the document inside is wrongly compressed: ${f.problem}`,
    hint: "the sender's tool made it so; ask the sender to seal the document again",
  }),
  "open/too-large": (f) => ({
    says: `the document inside expands beyond the ${bytes(f.maxBytes)} allowed`,
    hint: "no honest code does this: do not trust the paper, and tell the sender",
  }),
};

export const terms: TermWords<EncodingTerms> = {
  nothing: "nothing",
  binary: (bytes) => `${number(bytes)} bytes that are not text`,
  "web-address": "a web address",
  pem: "a key or certificate in PEM",
  "other-json": "JSON of another kind",
  "other-text": (bytes) => `other text, ${number(bytes)} bytes`,
  "json-escape": "an escape that JSON knows",
  "closing-quote": 'the closing " of a text',
  "name-in-quotes": 'a name in "',
  "name-or-brace": 'a name in " or }',
  colon: "a colon",
  value: "a value",
  "value-or-bracket": "a value or ]",
  "comma-or-brace": "a comma or }",
  "comma-or-bracket": "a comma or ]",
  "end-of-document": "the end of the document",
  "end-of-file": "the end of the file",
  "end-of-line": "the end of the line",
  tab: "a tab",
  "byte-order-mark": "a byte order mark",
  character: (codePoint) => `the character U+${codePoint}`,
  "ends-too-early": "it ends too early",
  "not-json": "it is not JSON",
  lacking: (what) => `${what} missing`,
  "signature-malformed": "its signature is not built as it must be",
  "signature-header-unsigned": "its signature has a header that is not signed",
  "signer-malformed": "its signer is not named as it must be",
  "dictionary-needed": "it needs a dictionary",
  "not-a-stream": (compression) => `it is not a ${compression} stream or its checksum is wrong`,
  "bytes-behind": (count) => `${inDigits(count, "byte")} ${count === 1 ? "follows" : "follow"} its end`,
};
