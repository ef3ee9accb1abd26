/** The client of an exchange, for programs. Imported as `qrseal/client`. */
export { checkAnswer, readAnswer } from "./answer.ts";
export { connect } from "./connection.ts";
export type { Answer, Asked, Connection, ConnectionOptions, RequestHeaders } from "./connection.ts";
export { askSigned, signatureHeaders } from "./signing.ts";
export type { AskedSigned, Signer } from "./signing.ts";
