/** Every refusal leaves in one shape: `{"error": sentence, "code": code}` with the code's status. */
import type { Socket } from "node:net";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { refusals, RequestRefused } from "../protocol/refusals.ts";
import type { Refusal, RefusalCode } from "../protocol/refusals.ts";
import { StoreUnavailable } from "../store/contract/unavailable.ts";
import type { App } from "./routes.ts";
import { describeDefect } from "./logging.ts";
import type { Metrics } from "./metrics.ts";

export function refuseInOneShape(app: App, metrics: Metrics): void {
  app.setErrorHandler((error: FastifyError, request, reply) => refuse(error, request, reply, metrics));
  // What leads nowhere counts as a request too, in limits of rate.
  app.setNotFoundHandler({ preHandler: app.countAddress }, () => {
    throw new RequestRefused("request/no-such-route");
  });
}

export function refuse(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  metrics: Metrics,
): FastifyReply {
  const code = codeOf(error);
  const refusal: Refusal = refusals[code];
  const { status, says } = refusal;
  metrics.countRefusal(code);
  if (code === "service/bug" || code === "service/unavailable")
    request.log.error({ code, defect: describeDefect(error) }, says);
  const { where, retryAfter } = error instanceof RequestRefused ? error : { where: placeOf(error) };
  if (retryAfter !== undefined) void reply.header("retry-after", retryAfter);
  if (refusal.challenge !== undefined) void reply.header("www-authenticate", refusal.challenge);
  return reply
    .status(status)
    .type("application/json; charset=utf-8")
    .serializer(JSON.stringify)
    .send({ error: where === undefined ? says : `${says}: ${where}`, code });
}

function codeOf(error: FastifyError): RefusalCode {
  if (error instanceof RequestRefused) return error.code;
  if (error instanceof StoreUnavailable) return "service/unavailable";
  if (error.statusCode === 413) return "request/too-large";
  if (error.statusCode === 415) return "request/unsupported-type";
  return error.statusCode !== undefined && error.statusCode < 500 ? "request/malformed" : "service/bug";
}

/** Which field a schema would not take, as "body/data". */
function placeOf({ validation, validationContext }: FastifyError): string | undefined {
  const path = validation?.[0]?.instancePath;
  return path === undefined || !/^[\w\/-]{0,100}$/.test(path)
    ? undefined
    : `${validationContext ?? ""}${path}`;
}

/** What cannot be read as HTTP, or did not come in time, gets an answer too, if it still can be told. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket, metrics: Metrics): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  // An answer would wait for TLS to be agreed on, which it never will be now, and the connection with it.
  if (/^(?:ERR_(?:TLS|SSL)_|EPROTO$)/.test(error.code ?? "")) {
    socket.destroy();
    return;
  }
  const code =
    error.code === "ERR_HTTP_REQUEST_TIMEOUT"
      ? "request/too-slow"
      : error.code === "HPE_HEADER_OVERFLOW"
        ? "request/headers-too-large"
        : "request/malformed";
  metrics.countRefusal(code);
  const { status, says } = refusals[code];
  const body = JSON.stringify({ error: says, code });
  if (socket.writable) {
    socket.end(
      `HTTP/1.1 ${status} ${reasons[status]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
        `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}

const reasons = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
} as const;
