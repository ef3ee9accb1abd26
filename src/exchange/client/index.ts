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
} from "./depositcalls.ts";
export type { DepositProgress, DepositTerms, FetchedTicket, FetchOptions, Uploaded } from "./depositcalls.ts";
export { openGateway } from "./gatewaycalls.ts";
export type { Called, Gateway, GatewayOptions } from "./gatewaycalls.ts";
export { fetchServiceKeys } from "./knownkeys.ts";
export type { Belief, KnownKeys, ServiceKeysBelieved } from "./knownkeys.ts";
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
} from "./participantcalls.ts";
export type { Asker, Registration, Replacement } from "./participantcalls.ts";
export type { ParticipantView } from "../protocol/participantmessages.ts";
