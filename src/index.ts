/**
 * What a program imports as `qrseal`: documents issued and presented, the keys and the trust that this takes, and what
 * can go wrong. Codes are drawn and read by `qrseal/qr`, services are asked by `qrseal/client` (docs/API.md).
 */
export { issue } from "./library/issuing.ts";
export type { IssuedEnvelope } from "./library/issuing.ts";
export type { BareIssueOptions, IssueOptions, StatedIssueOptions } from "./library/issueoptions.ts";
export { present } from "./library/presenting.ts";
export type { DepositPlace, DocumentClaims, Presentation, TakenDocument } from "./library/presentation.ts";
export type { PresentOptions } from "./library/presentoptions.ts";
export type { FetchFromService } from "./library/fetchedcopy.ts";
export { readIssuerKey, readOpeningKey, readReceiverKey, readSigningKey } from "./library/keyfiles.ts";
export type { KeyFileOptions, PrivateKeyFileOptions } from "./library/keyfiles.ts";
export { listIssuers, readTrustBundle, readTrustList, trustIn } from "./library/trusting.ts";
export type { BelievedIssuer, RevokedByProgram } from "./library/trusting.ts";
export type { EarlierPresentation, Register } from "./library/seenbefore.ts";
export type { FetchedDeposit } from "./office/ports.ts";

// What can be said of an envelope without a key, and of a document that opened.
export { formatNames, inspect, looksLikeEnvelope } from "./core/index.ts";
export type { EnvelopeFacts, FormatName, RecipientFacts } from "./core/index.ts";
export { acceptances } from "./core/index.ts";
export type { Acceptance, DepositTicket, Fact, FactCode, FactDetails, Standing } from "./core/index.ts";
export type { RevokedDocument, RevokedKey, Trust, TrustedIssuer, TrustList } from "./core/index.ts";

// The kinds of keys, and kinds of one's own (CONTRIBUTING.md).
export { addRecipientKind, addSignerKind, recipientKinds, signerKinds } from "./core/index.ts";
export type {
  AgreedContentKey,
  KeyForm,
  OpeningKey,
  OwnForm,
  OwnPrivateFile,
  PrivateHalf,
  PublicHalf,
  RandomSource,
  RecipientKey,
  RecipientKeyPair,
  RecipientKind,
  RecipientStructure,
  SignerKind,
  SigningKey,
  SigningKeyPair,
  StandardForm,
  StructureFacts,
  VerifyingKey,
} from "./core/index.ts";

// What goes wrong, and how it is told.
export { QrsealError } from "./core/index.ts";
export type { Fault, Term } from "./core/index.ts";
export { wordRefusal } from "./words/index.ts";
export type { Language, Wording } from "./words/index.ts";

// For kinds of keys of one's own: the refusals of keys, and what was found in place of one, in words.
export { describeBytes, keyFailure } from "./core/index.ts";
