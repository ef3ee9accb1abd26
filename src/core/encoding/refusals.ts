/** What reading encodings refuses. */
import { naming, raising, refusal } from "../refusal.ts";
import type { Term } from "../refusal.ts";
import type { GroundTerms } from "../refusals.ts";

export const encodingRefusals = {
  /** Authentic content that is no clean zlib stream: the sender's tool is at fault. */
  "open/bad-compression": refusal<{ problem: Term }>("damaged"),
  /** Authentic content that expands beyond the limit for documents. */
  "open/too-large": refusal<{ maxBytes: number }>("damaged"),
};

export interface EncodingTerms {
  nothing: [];
  binary: [bytes: number];
  "web-address": [];
  pem: [];
  "other-json": [];
  "other-text": [bytes: number];
  "json-escape": [];
  "closing-quote": [];
  "name-in-quotes": [];
  "name-or-brace": [];
  colon: [];
  value: [];
  "value-or-bracket": [];
  "comma-or-brace": [];
  "comma-or-bracket": [];
  "end-of-document": [];
  "end-of-file": [];
  "end-of-line": [];
  tab: [];
  "byte-order-mark": [];
  character: [codePoint: string];
  "ends-too-early": [];
  "not-json": [];
  lacking: [what: string | Term];
  "signature-malformed": [];
  "signature-header-unsigned": [];
  "signer-malformed": [];
  "dictionary-needed": [];
  "not-a-stream": [compression: string];
  "bytes-behind": [count: number];
}

export const failure = raising(encodingRefusals);

export const term = naming<EncodingTerms & GroundTerms>();
