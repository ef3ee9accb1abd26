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
  "request/no-such-route": { status: 404, says: "there is no such route; /openapi.json lists them" },
  "request/too-many": { status: 429, says: "too many requests; try again after the time in Retry-After" },
  "service/unavailable": { status: 503, says: "the service cannot serve this now; try again later" },
  "service/stopping": { status: 503, says: "the service is being stopped; try again in a moment" },
  "service/bug": {
    status: 500,
    says: "the service failed; its log holds the reason under this request's id",
  },
} as const satisfies Readonly<Record<string, Refusal>>;

interface Refusal {
  readonly status: number;
  readonly says: string;
}

export type RefusalCode = keyof typeof refusals;

/** Thrown by whatever serves a request; becomes `{"error": sentence, "code": code}` with the code's status. */
export class RequestRefused extends Error {
  readonly code: RefusalCode;
  /** Names the part of the request that is meant, never its value. */
  readonly where: string | undefined;

  constructor(code: RefusalCode, where?: string) {
    super(code);
    this.code = code;
    this.where = where;
  }
}
