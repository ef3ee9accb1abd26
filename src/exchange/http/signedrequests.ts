/** Requests of the web framework as the messages that authentication takes. */
import { TLSSocket } from "node:tls";
import type { FastifyRequest } from "fastify";
import type { Caller } from "../auth/caller.ts";
import { keyIdOf } from "../protocol/signature.ts";
import type { MessageFields, SignedMessage } from "../protocol/signedmessage.ts";

/** To be called in a route's preHandler or handler, when the body as it came is there. Throws RequestRefused. */
export type AuthenticateRequest = (request: FastifyRequest) => Promise<Caller>;

export function messageOf(request: FastifyRequest): SignedMessage {
  const { rawBody } = request;
  // What was not kept as it came cannot be proved, and must not pass for an empty body.
  if (rawBody === null && request.body != null) throw new Error("the body was not kept as it came");
  return {
    method: request.method,
    authority: request.headers.host?.toLowerCase() ?? "",
    target: request.originalUrl,
    fields: fieldsOf(request.raw.rawHeaders),
    body: rawBody ?? new Uint8Array(),
    certifiedKeyId: () => certifiedKeyId(request.raw.socket),
  };
}

/** Of names and values in turn. The runtime's own list joins some that stand twice, and drops others. */
function fieldsOf(rawHeaders: readonly string[]): MessageFields {
  const fields = new Map<string, string[]>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? "";
    const value = rawHeaders[at + 1] ?? "";
    const there = fields.get(name);
    if (there === undefined) fields.set(name, [value]);
    else there.push(value);
  }
  return fields;
}

function certifiedKeyId(socket: unknown): string | null {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return certificate === undefined ? null : keyIdOf(certificate.publicKey);
}
