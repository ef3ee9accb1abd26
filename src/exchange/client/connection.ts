/**
 * Requests to one service over connections that are kept. What is checked of the other side before a byte is sent: that
 * its certificate is the pinned one, or is vouched for by the given or the system's authorities. Plain HTTP goes to
 * this machine only. Redirections are answers like any other and are never followed.
 */
import { X509Certificate } from "node:crypto";
import { TLSSocket } from "node:tls";
import { setTimeout as pause } from "node:timers/promises";
import type { buildConnector, Pool } from "undici";
import { bug, limits, QrsealError } from "../../core/index.ts";
import type { Term } from "../../core/index.ts";
import { failure, term } from "./refusals.ts";

export interface ConnectionOptions {
  /** https://host[:port][/path]; http:// only to this machine. */
  readonly url: string;
  /** SHA-256 of the certificate (DER), hexadecimal, with or without colons: no other certificate is accepted. */
  readonly certificateFingerprint?: string | undefined;
  /** Certificates in PEM of the authorities that count instead of the system's. */
  readonly ca?: string | undefined;
  /** For one answer from beginning to end. */
  readonly timeoutMilliseconds?: number | undefined;
  /** How to wait before asking again. */
  readonly wait?: ((milliseconds: number) => Promise<unknown>) | undefined;
}

export type RequestHeaders = Readonly<Record<string, string>>;

export interface Asked {
  /** A function is called for every attempt: the nonce of a signature is used up by the first. */
  readonly headers?: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>);
  readonly body?: Uint8Array | undefined;
  /** Bytes that the answer's body may have. */
  readonly maxAnswerBytes?: number;
  /** Whether asking twice does what asking once does. Where it is not said: for GET, HEAD, PUT and DELETE. */
  readonly isRepeatable?: boolean;
}

export interface Answer {
  /** The service's address, for whoever words what is wrong with the answer. */
  readonly service: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: RequestHeaders;
  readonly body: Uint8Array;
}

export interface Connection {
  /** The service's address, without a slash at its end. */
  readonly url: string;
  /**
   * Whatever the service answers, of any status. Asks again, with growing pauses or after what Retry-After says, where
   * nothing was sent yet, where the service had no time for it (429), and where asking twice is harmless. Throws
   * exchange/unreachable, exchange/not-the-service and exchange/bad-answer (larger than allowed).
   *
   * @param path begins with a slash
   */
  request(method: string, path: string, asked?: Asked): Promise<Answer>;
  /** After what was begun is done. */
  close(): Promise<void>;
}

const repeatableMethods = ["GET", "HEAD", "PUT", "DELETE"];

/** Opens nothing yet. Throws exchange/bad-address. */
export function connect(options: ConnectionOptions): Connection {
  const { timeoutMilliseconds = limits.exchangeMilliseconds, wait = pause } = options;
  const address = parseAddress(options.url);
  const url = address.href.replace(/\/+$/, "");
  const pin =
    options.certificateFingerprint === undefined
      ? null
      : parseFingerprint(url, options.certificateFingerprint);
  let pool: Promise<Pool> | undefined;
  const opened = (): Promise<Pool> => (pool ??= openPool(address, url, pin, options.ca, timeoutMilliseconds));

  return {
    url,
    request: async (method, path, asked = {}) => {
      if (!path.startsWith("/")) throw bug("a path of a service without its slash");
      const isRepeatable = asked.isRepeatable ?? repeatableMethods.includes(method);
      for (let attempt = 1; ; attempt += 1) {
        const isLast = attempt === limits.exchangeAttempts;
        try {
          const answer = await ask(await opened(), url, method, path, asked, timeoutMilliseconds);
          const rest = isLast || !canAskAgain(answer, isRepeatable) ? null : pauseBefore(attempt, answer);
          if (rest === null) return answer;
          await wait(rest);
        } catch (error) {
          const { refusal, isUnsent, isPassing } = explain(error, url, timeoutMilliseconds);
          if (isLast || !isPassing || !(isUnsent || isRepeatable)) throw refusal;
          await wait(pauseBefore(attempt, null) ?? 0);
        }
      }
    },
    close: async () => {
      await (await pool)?.close();
    },
  };
}

// --- the address -----------------------------------------------------------------------------------------

function parseAddress(text: string): URL {
  const bad = (problem: Term): QrsealError => failure("exchange/bad-address", { url: text, problem });
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["https:", "http:"].includes(url.protocol)) throw bad(term("not-https"));
  // Whoever words a refusal prints the address.
  if (url.username !== "" || url.password !== "") {
    throw failure("exchange/bad-address", { url: url.host, problem: term("user-in-address") });
  }
  if (url.search !== "" || url.hash !== "") throw bad(term("more-than-host-and-path"));
  if (url.protocol === "http:" && !isLoopback(url.hostname)) throw bad(term("plain-http"));
  return url;
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);

/** 64 small hexadecimal digits. */
function parseFingerprint(url: string, text: string): string {
  const digits = text
    .replace(/^sha-?256[:=]/i, "")
    .replaceAll(":", "")
    .toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return digits;
  throw failure("exchange/bad-address", {
    url,
    problem: term("certificate-fingerprint-malformed"),
  });
}

// --- the other side --------------------------------------------------------------------------------------

/** Wraps what went wrong before a connection was there: nothing of a request was sent. */
class NotConnected extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super("not connected");
    this.reason = reason;
  }
}

async function openPool(
  address: URL,
  url: string,
  pin: string | null,
  ca: string | undefined,
  timeout: number,
): Promise<Pool> {
  // Loaded when it is needed: whoever asks no service does not wait for it.
  const undici = await import("undici");
  const open = undici.buildConnector({
    timeout,
    minVersion: "TLSv1.2",
    // Judged below, where the certificate that was shown can be told. A resumed session would not show it again.
    rejectUnauthorized: false,
    maxCachedSessions: 0,
    ...(ca === undefined ? {} : { ca }),
  });
  const connector: buildConnector.connector = (target, done) => {
    open(target, (...[error, socket]) => {
      if (error !== null) {
        done(new NotConnected(error), null);
        return;
      }
      const objection = socket instanceof TLSSocket ? judgeCertificate(socket, url, pin, ca) : null;
      if (objection === null) {
        done(null, socket);
        return;
      }
      socket.destroy();
      done(objection, null);
    });
  };
  return new undici.Pool(address.origin, {
    connect: connector,
    connections: limits.exchangeConnections,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** Null where this is the service that is meant. A pinned certificate need not be vouched for, unless `ca` asks for it. */
function judgeCertificate(
  socket: TLSSocket,
  url: string,
  pin: string | null,
  ca: string | undefined,
): QrsealError | null {
  const { raw } = socket.getPeerCertificate();
  // Node leaves it out where none was shown, whatever its type says.
  const found = (raw as Buffer | undefined) === undefined ? "" : fingerprintOf(raw);
  const isVouchedFor = socket.authorized || (pin !== null && ca === undefined);
  if (pin !== null && found !== pin) {
    return failure("exchange/not-the-service", { url, expected: pin, found });
  }
  if (isVouchedFor) return null;
  return failure("exchange/not-the-service", { url, expected: null, found });
}

const fingerprintOf = (der: Uint8Array): string =>
  new X509Certificate(der).fingerprint256.replaceAll(":", "").toLowerCase();

// --- one attempt -----------------------------------------------------------------------------------------

async function ask(
  pool: Pool,
  url: string,
  method: string,
  path: string,
  { headers = {}, body, maxAnswerBytes = limits.exchangeAnswerBytes }: Asked,
  timeout: number,
): Promise<Answer> {
  const answer = await pool.request({
    method,
    path: new URL(url).pathname.replace(/\/$/, "") + path,
    headers: typeof headers === "function" ? await headers() : headers,
    body: body ?? null,
    signal: AbortSignal.timeout(timeout),
  });
  return {
    service: url,
    status: answer.statusCode,
    headers: Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]),
    ),
    body: await readBody(answer.body, url, maxAnswerBytes),
  };
}

async function readBody(
  body: AsyncIterable<Uint8Array>,
  service: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) {
      throw failure("exchange/bad-answer", {
        service,
        problem: term("larger-than", maxBytes),
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// --- asking again ----------------------------------------------------------------------------------------

/** 429 says that nothing was done; the others may have been said half way. */
const canAskAgain = ({ status }: Answer, isRepeatable: boolean): boolean =>
  status === 429 || (isRepeatable && [502, 503, 504].includes(status));

/** Milliseconds, or null: longer than anybody waits for a command. */
function pauseBefore(attempt: number, answer: Answer | null): number | null {
  const { first, longest, longestAsked } = limits.exchangePauseMilliseconds;
  const asked = answer === null ? null : retryAfter(answer.headers["retry-after"]);
  if (asked !== null) return asked > longestAsked ? null : asked;
  const pause = Math.min(first * 2 ** (attempt - 1), longest);
  // Clients that were turned away together do not come back together.
  return pause / 2 + Math.random() * (pause / 2);
}

/** Milliseconds, or null where it is not said (RFC 9110 §10.2.3). */
function retryAfter(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const time = Date.parse(header);
  return Number.isNaN(time) ? null : Math.max(0, time - Date.now());
}

interface Explained {
  readonly refusal: unknown;
  /** Nothing of the request reached the service. */
  readonly isUnsent: boolean;
  /** It may be otherwise in a moment. */
  readonly isPassing: boolean;
}

const reasons: Readonly<Record<string, Term>> = {
  ECONNREFUSED: term("nothing-answers"),
  ENOTFOUND: term("no-such-machine"),
  EAI_AGAIN: term("name-not-looked-up"),
  EHOSTUNREACH: term("no-way-there"),
  ENETUNREACH: term("no-way-there"),
  ERR_SSL_WRONG_VERSION_NUMBER: term("no-tls"),
  ERR_SSL_PACKET_LENGTH_TOO_LONG: term("no-tls"),
  ECONNRESET: term("connection-broken-off"),
  EPIPE: term("connection-broken-off"),
  UND_ERR_SOCKET: term("connection-broken-off"),
  UND_ERR_CLOSED: term("connection-broken-off"),
};
/** Where what was thrown has neither a code nor a name. */
const UNKNOWN = "unknown";
const lasting = ["ENOTFOUND", "ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG"];

function explain(error: unknown, url: string, timeout: number): Explained {
  if (error instanceof QrsealError) return { refusal: error, isUnsent: false, isPassing: false };
  const isUnsent = error instanceof NotConnected;
  const code = codeOf(isUnsent ? error.reason : error);
  const isLate = ["TimeoutError", "UND_ERR_CONNECT_TIMEOUT"].includes(code);
  const reason = isLate
    ? term("no-answer-within", Math.ceil(timeout / 1000))
    : (reasons[code] ?? (code === UNKNOWN ? term("unknown-error") : term("verbatim", code)));
  return {
    refusal: failure("exchange/unreachable", { url, reason }),
    isUnsent,
    isPassing: (isLate || Object.hasOwn(reasons, code)) && !lasting.includes(code),
  };
}

/** Of several addresses that were tried, the first. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return UNKNOWN;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
