/** The client of an exchange, for programs. Imported as `qrseal/client`. */
export { checkAnswer, readAnswer, readJson, refusalIn } from "./answer.ts";
export { connect } from "./connection.ts";
export type { Answer, Asked, Connection, ConnectionOptions, RequestHeaders } from "./connection.ts";
export {
  confirmCollected,
  depositStatus,
  fetchDeposit,
  newReaderClaim,
  readReceipt,
  removeDeposit,
  uploadDeposit,
  verifyReceipt,
} from "./deposits.ts";
export type { DepositProgress, DepositTerms, FetchedTicket, FetchOptions, Uploaded } from "./deposits.ts";
export { openGateway } from "./gateway.ts";
export type { Called, Gateway, GatewayOptions } from "./gateway.ts";
export { fetchServiceKeys } from "./servicekeys.ts";
export type { Belief, KnownKeys, ServiceKeysBelieved } from "./servicekeys.ts";
export { askSigned, signatureHeaders } from "./signing.ts";
export type { AskedSigned, Signer } from "./signing.ts";
export {
  listParticipants,
  registerParticipant,
  removeParticipant,
  replaceKeys,
  resumeParticipant,
  showParticipant,
  suspendParticipant,
} from "./participants.ts";
export type { Asker, Registration, Replacement } from "./participants.ts";
export type { ParticipantView } from "../protocol/participants.ts";
