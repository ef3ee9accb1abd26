/** What comes of a document that was presented to a program. Only where it was taken is there one. */
import type { Acceptance, DepositTicket, Fact, QrsealError, TrustedIssuer } from "../core/index.ts";

/** Where a document lies that the code does not hold, without what opens it. */
export type DepositPlace = Omit<DepositTicket, "contentKey" | "readToken">;

/** What an issuer says of a document. Times are seconds since 1970. */
export interface DocumentClaims {
  /** 32 hexadecimal digits. */
  readonly documentId: string;
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  readonly notBefore: number | null;
}

/** It may be relied on as far as the facts say: `isReliable` where every one of them is good. */
export interface TakenDocument {
  readonly outcome: "taken";
  /** Byte for byte as it was sealed. */
  readonly document: Uint8Array;
  readonly mediaType: string;
  readonly isReliable: boolean;
  /** Who signed it, of the trust list; null where nobody known did. */
  readonly issuer: TrustedIssuer | null;
  /** What the document says of itself; null in the formats that carry no such thing. Believe it as far as `issuer`. */
  readonly claims: DocumentClaims | null;
  readonly facts: readonly Fact[];
  /** What it was taken in spite of. */
  readonly accepted: readonly Acceptance[];
}

export type Presentation =
  | TakenDocument
  /** Something stands against it that was not accepted: `refusal` is the first of it, a verdict/ error to be told. */
  | { readonly outcome: "refused"; readonly refusal: QrsealError; readonly facts: readonly Fact[] }
  /** It may be relied on, and lies with a service still. */
  | { readonly outcome: "left"; readonly ticket: DepositPlace; readonly facts: readonly Fact[] }
  /** An envelope, for other keys than these. `recipients` are short fingerprints; none in formats that name nobody. */
  | { readonly outcome: "not-for-these-keys"; readonly recipients: readonly string[] }
  /** Several envelopes, and nobody said which of them is meant. */
  | { readonly outcome: "several"; readonly count: number }
  /** No envelope is among the payloads. */
  | { readonly outcome: "none" };
