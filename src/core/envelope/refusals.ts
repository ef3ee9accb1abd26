/** What sealing and opening refuse. */
import { naming, raising, refusal } from "../refusal.ts";
import type { Term } from "../refusal.ts";
import type { EncodingTerms } from "../encoding/refusals.ts";
import type { GroundTerms } from "../refusals.ts";

export const envelopeRefusals = {
  /** The document to seal is not JSON; line and column of the first fault. */
  "document/not-json": refusal<{
    line: number;
    column: number;
    expected: Term;
    found: Term;
    isJsonOnly: boolean;
  }>("input"),
  /** The document to seal is not UTF-8, or starts with a byte order mark. */
  "document/not-utf8": refusal<{ found: Term }>("input"),
  /** Beyond the limit for documents. */
  "document/too-large": refusal<{ bytes: number; maxBytes: number }>("input"),
  /** Text that is no envelope. */
  "envelope/not-recognised": refusal<{ found: Term }>("input"),
  /** An envelope that is not in its one spelling: cut short, altered, or badly made. */
  "envelope/malformed": refusal<{ format: string; problem: Term }>("damaged"),
  /** A version, algorithm or type that this version does not know. */
  "envelope/unsupported": refusal<{
    field: string | Term;
    expected: string | Term;
    found: string | Term;
  }>("damaged"),
  /** The key fits, the content does not authenticate. */
  "open/damaged": refusal("damaged"),
};

export interface EnvelopeTerms {
  "leading-byte-order-mark": [];
  "utf-16-little-endian": [];
  "utf-16-big-endian": [];
  "byte-at": [byte: string, position: string];
  "not-an-object": [];
  "foreign-fields": [];
  "fields-misspelled": [];
  "base64-misspelled": [field: string];
  "field-size": [field: string, expected: string, found: string];
  "field-size-between": [field: string, min: string, max: string, found: string];
  "field-size-at-least": [field: string, min: string, found: string];
  "not-five-parts": [];
  "jwe-header-not-json": [];
  "jwe-header-not-flat": [];
  "not-base45": [];
  "not-cbor": [];
  "not-cose-encrypt": [];
  "protected-header-no-map": [];
  "header-malformed": [];
  "iv-size": [bytes: number];
  "ciphertext-too-short": [];
  "header-not-of-recipients": [];
  "no-recipient": [];
  "too-many-recipients": [max: number];
  "recipient-twice": [];
  "own-recipients-twice": [];
  "recipient-malformed": [];
  "content-malformed": [];
  "claims-malformed": [];
  "content-algorithm": [];
  "signature-algorithm": [];
  "known-algorithm": [];
  missing: [];
  "something-else": [];
  "header-parameter": [];
  "known-parameters": [];
  "media-type": [];
  "registered-media-type": [];
}

export const failure = raising(envelopeRefusals);

export const term = naming<EnvelopeTerms & EncodingTerms & GroundTerms>();
