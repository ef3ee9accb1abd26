/** What is taken as a body, and kept as it came: what a signature covers are these bytes, not what was read in them. */
import type { Buffer } from "node:buffer";
import type { FastifyRequest } from "fastify";
import { RequestRefused } from "../protocol/refusals.ts";
import type { App } from "./routes.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The body as it came; null where there was none. */
    rawBody: Buffer | null;
  }
  interface FastifyContextConfig {
    /** The route takes application/octet-stream, as a Buffer, instead of JSON. */
    octets?: boolean;
  }
}

export function takeBodies(app: App): void {
  const parseJson = app.getDefaultJsonParser("error", "error");
  app.decorateRequest("rawBody", null);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>("application/json", { parseAs: "buffer" }, (request, body, done) => {
    if (takesOctets(request)) {
      done(new RequestRefused("request/unsupported-type"));
      return;
    }
    request.rawBody = body;
    const text = textOf(body);
    if (text === null) {
      done(new RequestRefused("request/malformed", "the body is not plain UTF-8"));
      return;
    }
    // It tells by `done`, and returns nothing.
    void parseJson(request, text, done);
  });
  app.addContentTypeParser<Buffer>(
    "application/octet-stream",
    { parseAs: "buffer" },
    (request, body, done) => {
      request.rawBody = body;
      if (takesOctets(request)) done(null, body);
      else done(new RequestRefused("request/unsupported-type"));
    },
  );
}

const takesOctets = (request: FastifyRequest): boolean => request.routeOptions.config.octets === true;

function textOf(body: Buffer): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    // The parser would pass over a byte order mark, which JSON must not begin with (RFC 8259 §8.1).
    return text.startsWith("\ufeff") ? null : text;
  } catch {
    return null;
  }
}
