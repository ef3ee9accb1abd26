/** What other rooms have of core: bytes in, bytes out. Programs have less of it, by `src/index.ts`. */
export { checkJsonDocument, findDocumentFault } from "./envelope/document.ts";
export { coreRefusals } from "./allrefusals.ts";
export type { CoreTerms } from "./allrefusals.ts";
export { naming, QrsealError, raising, refusal } from "./refusal.ts";
export type { FactsOf, Fault, Refusal, Term } from "./refusal.ts";
export { bug } from "./refusals.ts";
export { failure as keyFailure } from "./keys/refusals.ts";
export { looksLikeEnvelope, parseEnvelope } from "./envelope/detect.ts";
export type { Envelope, Format, FormatName, Opened } from "./envelope/envelope.ts";
export { formatNames, formats } from "./envelope/formats.ts";
export { inspect } from "./envelope/inspect.ts";
export type { EnvelopeFacts, RecipientFacts } from "./envelope/inspect.ts";
export { open } from "./envelope/open.ts";
export { seal } from "./envelope/seal.ts";
export { rewrap } from "./envelope/rewrapenvelope.ts";
export { isMediaType, newDocumentId } from "./envelope/claims.ts";
export type { OpenedStatement } from "./envelope/statement.ts";
export { shortFingerprint } from "./keys/fingerprint.ts";
export {
  openPrivateKeyFile,
  openSigningKeyFile,
  readPrivateKeyFile,
  readPublicKeyFile,
  readSigningPublicKeyFile,
} from "./keys/keyfile.ts";
export type { PrivateKeyFile } from "./keys/keyfile.ts";
export {
  addRecipientKind,
  addSignerKind,
  nameRecipientKey,
  recipientKinds,
  signerKinds,
} from "./keys/kinds.ts";
export { ed25519 } from "./keys/kinds/ed25519.ts";
export type { KeyForm, OwnForm, OwnPrivateFile, StandardForm } from "./keys/keyform.ts";
export type {
  AgreedContentKey,
  OpeningKey,
  RecipientKey,
  RecipientKeyPair,
  RecipientKind,
  RecipientStructure,
  StructureFacts,
} from "./keys/recipientkind.ts";
export type { SignerKind, SigningKey, SigningKeyPair, VerifyingKey } from "./keys/signerkind.ts";
export type { PrivateHalf, PublicHalf } from "./primitives/asymmetric.ts";
export { limits } from "./limits.ts";
export { extensionOf, JSON_MEDIA_TYPE, mediaTypeOfFile, UNKNOWN_MEDIA_TYPE } from "./encoding/mediatype.ts";
export { wipe } from "./encoding/bytes.ts";
export { decodeBase64, describeBytes, encodeBase64, encodeUtf8, toHex } from "./encoding/text.ts";
export { systemRandom } from "./random.ts";
export type { RandomSource } from "./random.ts";
export {
  openSessionData,
  sealSessionData,
  SESSION_KEY_BYTES,
  SESSION_NONCE_BYTES,
  sessionBinding,
} from "./sessiondata.ts";
export { openDeposit, sealDeposit } from "./deposit/blob.ts";
export type { SealedDeposit } from "./deposit/blob.ts";
export { DEPOSIT_MEDIA_TYPE, encodeTicket, isServiceOrigin, parseTicket } from "./deposit/ticket.ts";
export type { DepositTicket } from "./deposit/ticket.ts";
export { acceptances, fact, objectionsTo } from "./verdict/facts.ts";
export type { Acceptance, Fact, FactCode, FactDetails, Objection, Standing } from "./verdict/facts.ts";
export { judge, judgeUnsigned } from "./verdict/judge.ts";
export { refusalFor } from "./verdict/refusalfor.ts";
export { proveSignature } from "./verdict/prove.ts";
export {
  encodeBundle,
  encodeTrustList,
  looksLikeTrustList,
  openBundle,
  parseBundle,
  parseTrustList,
} from "./trust/bundle.ts";
export type { Bundle } from "./trust/bundle.ts";
export { datesOverlap } from "./trust/list.ts";
export type { RevokedDocument, RevokedKey, TrustedIssuer, TrustList } from "./trust/list.ts";
export { combineTrust } from "./trust/trust.ts";
export type { Trust } from "./trust/trust.ts";
