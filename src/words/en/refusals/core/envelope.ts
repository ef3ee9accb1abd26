/** What `src/core/envelope` refuses, in English. */
import type { envelopeRefusals, EnvelopeTerms } from "../../../../core/envelope/refusals.ts";
import { bytes, number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof envelopeRefusals> = {
  "document/not-json": (f) => ({
    says: `the document is not JSON: line ${f.line}, column ${f.column}: expected ${f.expected}, found ${f.found}`,
    hint: f.isJsonOnly ? "correct it there" : "correct it there; to carry other kinds of file use --in FILE",
  }),
  "document/not-utf8": (f) => ({
    says: `the document is not UTF-8 text, as JSON must be: found ${f.found}`,
    hint: "save it again as UTF-8 without a byte order mark",
  }),
  "document/too-large": (f) => ({
    says: `the document has ${bytes(f.bytes)}, at most ${bytes(f.maxBytes)} can be sealed`,
    hint: "split it or leave out what the reader does not need",
  }),
  "envelope/not-recognised": (f) => ({
    says: `expected the text of an envelope, found ${f.found}`,
    hint: "check that this is the whole text of the code, from its first character to its last",
  }),
  "envelope/malformed": (f) => ({
    says: `the ${f.format} envelope is damaged or was altered: ${f.problem}`,
    hint: "read the code again; if it says the same again, do not trust the paper",
  }),
  "envelope/unsupported": (f) => ({
    says: `the envelope asks for something this version does not know: ${f.field} is ${f.found}, expected ${f.expected}`,
    hint: "it was made by another or newer tool, or altered; ask its sender how it was made",
  }),
  "open/damaged": () => ({
    says: "the envelope is for your key, but its content was damaged or altered",
    hint: "read the code again; if it says the same again, do not trust the paper",
  }),
};

export const terms: TermWords<EnvelopeTerms> = {
  "leading-byte-order-mark": "a UTF-8 byte order mark at its start",
  "utf-16-little-endian": "UTF-16 (little endian)",
  "utf-16-big-endian": "UTF-16 (big endian)",
  "byte-at": (byte, position) => `the byte 0x${byte} at position ${position}`,
  "not-an-object": "it is not a JSON object",
  "foreign-fields": "it has fields that do not belong there",
  "fields-misspelled": "its fields are not spelled, ordered and spaced as they must be",
  "base64-misspelled": (field) => `${field} is not in the one spelling of its base64`,
  "field-size": (field, expected, found) => `${field}: expected ${expected} bytes, found ${found}`,
  "field-size-between": (field, min, max, found) =>
    `${field}: expected ${min} to ${max} bytes, found ${found}`,
  "field-size-at-least": (field, min, found) => `${field}: expected at least ${min} bytes, found ${found}`,
  "not-five-parts": "it is not five parts of base64url with dots between",
  "jwe-header-not-json": "its header is not a JSON object in base64url",
  "jwe-header-not-flat": "its header has a name twice or holds objects",
  "not-base45": "it is not base45 in its one spelling",
  "not-cbor": "it is not CBOR in its one spelling",
  "not-cose-encrypt": "it is not a COSE_Encrypt structure",
  "protected-header-no-map": "its protected header is not a map",
  "header-malformed": "its header is not as it must be",
  "iv-size": (bytes) => `its IV is not of ${number(bytes)} bytes`,
  "ciphertext-too-short": "its ciphertext is too short",
  "header-not-of-recipients": "its protected header does not fit its recipients",
  "no-recipient": "it names no recipient",
  "too-many-recipients": (max) => `it names more than ${number(max)} recipients`,
  "recipient-twice": "it names a recipient twice",
  "own-recipients-twice": "it names its own recipients twice",
  "recipient-malformed": "a recipient is not built as it must be",
  "content-malformed": "its content is neither claims nor a COSE_Sign1 structure",
  "claims-malformed": "its claims are not as they must be",
  "content-algorithm": "the content algorithm",
  "signature-algorithm": "the signature algorithm",
  "known-algorithm": "a known one",
  missing: "missing",
  "something-else": "something else",
  "header-parameter": "a header parameter",
  "known-parameters": "only known ones",
  "media-type": "a media type",
  "registered-media-type": "a registered media type",
};
