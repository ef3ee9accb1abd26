/** What reading and writing trust lists refuses. */
import { naming, raising, refusal } from "../refusal.ts";
import type { QrsealError, Term } from "../refusal.ts";
import type { EncodingTerms } from "../encoding/refusals.ts";
import type { GroundTerms } from "../refusals.ts";

export const trustRefusals = {
  /** A trust list that is not in its one spelling: cut short, altered, or badly made. */
  "trust/malformed": refusal<{ problem: Term }>("damaged"),
  /** A trust bundle whose signature does not hold. */
  "trust/bad-signature": refusal("damaged"),
  /** More entries than a trust list may have. */
  "trust/too-large": refusal<{ what: Term; count: number; max: number }>("call"),
  /** A trust bundle that somebody else than the pinned authority signed. */
  "trust/not-by-authority": refusal<{ authority: string; found: string }>("not-trusted"),
};

export interface TrustTerms {
  bytes: [];
  issuers: [];
  "revoked-keys": [];
  "revoked-documents": [];
  "revoked-key": [];
  "revoked-document": [];
  "list-too-long": [];
  "not-own-list": [];
  "not-signed": [];
  "not-cose-sign1": [];
  "signature-algorithm-unknown": [];
  "payload-no-list": [];
  "begins-as": [found: Term];
  "list-not-base45": [];
  "list-cut-short": [];
  "list-fields": [];
  "list-names-authority": [];
  "list-date": [];
  "key-revoked-twice": [];
  "document-revoked-twice": [];
  "key-named-twice": [];
  "items-no-list": [items: Term];
  "too-many-items": [max: number, items: Term];
  "issuer-fields": [];
  "issuer-text": [max: number];
  "issuer-dates": [];
  "issuer-dates-reversed": [];
  "revocation-fields": [item: Term];
  "revocation-subject": [item: Term, bytes: number];
  "revocation-date-or-reason": [item: Term];
  "key-signs-nothing": [];
  "key-signs-nothing-because": [refusal: QrsealError];
  "listed-key-misspelled": [];
}

export const failure = raising(trustRefusals);

export const term = naming<TrustTerms & EncodingTerms & GroundTerms>();
