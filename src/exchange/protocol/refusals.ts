/**
 * Every way in which the service refuses: a closed list of stable codes, each with its HTTP status and the one place
 * that words it. docs/EXCHANGE.md documents each; a test holds the two together. A sentence never quotes what a
 * request held: nothing of it may reach a log or another person's screen.
 */
export const refusals = {
  "request/malformed": { status: 400, says: "the request is not as the description of this route asks" },
  "request/too-large": { status: 413, says: "the body is larger than this route takes" },
  "request/unsupported-type": {
    status: 415,
    says: "the body is of a media type that this route does not take",
  },
  "request/too-slow": { status: 408, says: "the request did not come in time" },
  "request/headers-too-large": { status: 431, says: "the headers are larger than this service reads" },
  "request/no-such-route": { status: 404, says: "there is no such route; /openapi.json lists them" },
  "request/too-many": { status: 429, says: "too many requests; try again after the time in Retry-After" },
  "vault/unknown": { status: 404, says: "nothing is kept under this id" },
  // Nothing is wrong with the request, asking again will not help, and a copy may still bring the record back: so no
  // 400, no 5xx and no 410.
  "vault/damaged": { status: 409, says: "what is kept under this id was changed; nothing of it is released" },
  "deposit/unknown": {
    status: 404,
    says: "there is no such deposit, or it is not for whoever asks",
  },
  "deposit/too-large": { status: 413, says: "the deposit is larger than this service takes" },
  "deposit/too-long": {
    status: 403,
    says: "the deposit is to be kept longer than this service keeps any",
  },
  "deposit/over-quota": { status: 403, says: "the participant's deposits would take more than their quota" },
  "deposit/piece-differs": { status: 409, says: "other bytes are there already as this piece" },
  "deposit/closed": { status: 409, says: "the deposit is complete: it takes no more pieces" },
  "deposit/incomplete": { status: 409, says: "the deposit is not complete yet" },
  "deposit/digest-differs": {
    status: 409,
    says: "the pieces do not have the digest that was announced; remove the deposit and begin again",
  },
  "deposit/claim-needed": { status: 403, says: "this deposit goes to one reader only: claim it first" },
  "deposit/claimed": { status: 410, says: "another reader has claimed this deposit" },
  "deposit/collected": { status: 410, says: "the deposit was collected and is not kept any more" },
  "deposit/expired": { status: 410, says: "the deposit's time is over" },
  "request/unsatisfiable-range": { status: 416, says: "the range begins after the end of what is there" },
  "gateway/undecryptable": { status: 400, says: "the request could not be decrypted" },
  "gateway/not-json": { status: 400, says: "what was decrypted is not JSON in UTF-8" },
  "gateway/unknown-name": { status: 404, says: "no service of this name is behind the gateway" },
  "gateway/upstream-unreachable": { status: 502, says: "the service behind the gateway cannot be reached" },
  "gateway/upstream-late": { status: 504, says: "the service behind the gateway did not answer in time" },
  "gateway/upstream-too-large": {
    status: 502,
    says: "the answer of the service behind the gateway is larger than is passed on",
  },
  "gateway/upstream-redirects": {
    status: 502,
    says: "the service behind the gateway sends to another place, and nobody is sent on",
  },
  "signature/missing": {
    status: 401,
    challenge: "Signature",
    says: "the request is not signed; docs/EXCHANGE.md tells how",
  },
  "signature/malformed": {
    status: 401,
    challenge: "Signature",
    says: "the signature's fields are not as docs/EXCHANGE.md describes them",
  },
  "signature/expired": {
    status: 401,
    challenge: "Signature",
    says: "the signature's time is over; the Date of this answer is what the service's clock says",
  },
  "signature/early": {
    status: 401,
    challenge: "Signature",
    says: "the signature is from the future; the Date of this answer is what the service's clock says",
  },
  "signature/wrong-digest": {
    status: 401,
    challenge: "Signature",
    says: "the body is not the one that Content-Digest was made of",
  },
  // One for both: nobody learns whose key is known here who does not hold it.
  "signature/invalid": {
    status: 401,
    challenge: "Signature",
    says: "the signature does not belong to this request, or no participant has its key",
  },
  "signature/replayed": {
    status: 401,
    challenge: "Signature",
    says: "the signature was used before; sign every request anew",
  },
  "participant/pending": {
    status: 403,
    says: "possession of the encryption key is not proved yet",
  },
  "participant/suspended": { status: 403, says: "the participant is suspended; ask the operator" },
  "participant/wrong-certificate": {
    status: 403,
    says: "the connection's client certificate is not of the key that signed the request",
  },
  "participant/name-refused": {
    status: 400,
    says: "names have 3 to 63 characters: words of a to z or numbers, joined by hyphens; some are reserved",
  },
  "participant/bad-key": {
    status: 400,
    says: "expected a key's SPKI in base64: Ed25519 to sign, RSA (2048 to 8192 bits) or X25519 to encrypt for",
  },
  "participant/name-taken": { status: 409, says: "another participant has this name" },
  "participant/key-taken": { status: 409, says: "another participant has this signing key" },
  "participant/changed": {
    status: 409,
    says: "the participant was changed at the same moment; look at it, and ask again",
  },
  "participant/unknown": { status: 404, says: "there is no participant of this name" },
  "participant/not-yours": { status: 403, says: "another participant cannot do this" },
  "participant/wrong-answer": { status: 403, says: "this is not the answer to the last challenge" },
  "participant/wrong-proof": {
    status: 403,
    says: "the proof is not the new signing key's signature over this change",
  },
  "admin/refused": {
    status: 401,
    challenge: "Bearer",
    says: "this is for the administration, and the request does not carry its token",
  },
  "service/unavailable": { status: 503, says: "the service cannot serve this now; try again later" },
  "service/stopping": { status: 503, says: "the service is being stopped; try again in a moment" },
  "service/bug": {
    status: 500,
    says: "the service failed; its log holds the reason under this request's id",
  },
} as const satisfies Readonly<Record<string, Refusal>>;

export interface Refusal {
  readonly status: number;
  /** Scheme of the WWW-Authenticate field (RFC 9110 §11.6.1), which every 401 has. */
  readonly challenge?: string;
  readonly says: string;
}

export type RefusalCode = keyof typeof refusals;

/** Thrown by whatever serves a request; becomes `{"error": sentence, "code": code}` with the code's status. */
export class RequestRefused extends Error {
  readonly code: RefusalCode;
  /** Names the part of the request that is meant, never its value. */
  readonly where: string | undefined;
  /** Seconds after which to ask again, where that is known. */
  readonly retryAfter: number | undefined;

  constructor(code: RefusalCode, where?: string, retryAfter?: number) {
    super(code);
    this.code = code;
    this.where = where;
    this.retryAfter = retryAfter;
  }
}
