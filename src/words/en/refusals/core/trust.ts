/** What `src/core/trust` refuses, in English. */
import type { trustRefusals, TrustTerms } from "../../../../core/trust/refusals.ts";
import { number } from "../../numbers.ts";
import type { RefusalWords, TermWords } from "../../../wordings.ts";

export const refusals: RefusalWords<typeof trustRefusals> = {
  "trust/malformed": (f) => ({
    says: `the trust list is damaged or was altered: ${f.problem}`,
    hint: "get it again from the authority that made it",
  }),
  "trust/bad-signature": () => ({
    says: "the trust bundle was altered: its signature does not hold",
    hint: "do not use it; get it again from the authority that made it",
  }),
  "trust/too-large": (f) => ({
    says: `the trust list would have ${number(f.count)} ${f.what}, at most ${number(f.max)} are read back`,
    hint: "remove what is not needed any more",
  }),
  "trust/not-by-authority": (f) => ({
    says: `the trust bundle is not signed by the authority ${f.authority}, but by a key that begins ${f.found}`,
    hint: "if the authority really has a new key, compare its fingerprint by telephone, then --signed-by FILE --force",
  }),
};

export const terms: TermWords<TrustTerms> = {
  bytes: "bytes",
  issuers: "issuers",
  "revoked-keys": "revoked keys",
  "revoked-documents": "revoked documents",
  "revoked-key": "a revoked key",
  "revoked-document": "a revoked document",
  "list-too-long": "it is longer than any list may be",
  "not-own-list": "it is not a desk's own list",
  "not-signed": "it is not signed",
  "not-cose-sign1": "it is not a COSE_Sign1 structure",
  "signature-algorithm-unknown": "its signature algorithm is not known",
  "payload-no-list": "what is signed is not a trust list",
  "begins-as": (found) => `it begins as ${found}`,
  "list-not-base45": "its characters are not base45",
  "list-cut-short": "it is cut short, or not in its one spelling",
  "list-fields": "its fields are not those of a trust list",
  "list-names-authority": "it names an authority, which each desk does for itself",
  "list-date": "its date is not as it must be",
  "key-revoked-twice": "it revokes a key twice",
  "document-revoked-twice": "it revokes a document twice",
  "key-named-twice": "it names a key twice for the same dates",
  "items-no-list": (items) => `its ${items} are not a list`,
  "too-many-items": (max, items) => `it has more than ${number(max)} ${items}`,
  "issuer-fields": "an issuer's fields are not as they must be",
  "issuer-text": (max) => `an issuer's name or place is not text of 1 to ${number(max)} characters`,
  "issuer-dates": "an issuer's dates are not as they must be",
  "issuer-dates-reversed": "an issuer's last date is before the first",
  "revocation-fields": (item) => `the fields of ${item} are not as they must be`,
  "revocation-subject": (item, bytes) => `${item} is not named by ${number(bytes)} bytes`,
  "revocation-date-or-reason": (item) => `date or reason of ${item} is not as it must be`,
  "key-signs-nothing": "a key in it is none that signs documents",
  "key-signs-nothing-because": (refusal) => `a key in it is none that signs documents: ${refusal}`,
  "listed-key-misspelled": "a key in it is not in its one spelling",
};
