/**
 * What the service writes down: one JSON line a request, with its route's pattern, never its address line, headers or
 * body. Whatever an error says may quote what was asked, so of an error only its kind and place are written.
 */
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from "fastify";
import type { App } from "./routes.ts";

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

export interface Log {
  readonly level: (typeof logLevels)[number];
  /** Takes one JSON line, its line feed included. */
  readonly write: (line: string) => void;
}

export function loggerOptions(
  log: Log | null,
  now: () => number,
): Exclude<FastifyServerOptions["logger"], undefined> {
  if (log === null) return false;
  const nothing = (): object => ({});
  return {
    level: log.level,
    stream: { write: log.write },
    base: null,
    timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: {
      req: nothing as () => Record<string, never>,
      res: nothing as () => Record<string, never>,
      err: describeDefect as unknown as () => { type: string; message: string; stack: string },
    },
  };
}

export function logRequests(app: App): void {
  app.addHook("onResponse", (request, reply, done) => {
    writeRequest(request, reply);
    done();
  });
}

export function writeRequest(request: FastifyRequest, reply: FastifyReply): void {
  const route = request.routeOptions.url;
  const { method } = request;
  const { statusCode: status } = reply;
  const milliseconds = Math.round(reply.elapsedTime);
  const asked = route === undefined ? {} : { method, route };
  request.log.info({ address: request.ip, ...asked, status, milliseconds }, "request");
}

/** Enough to find a defect: the error's kind, the code of a system or database, and the places it came through. */
export function describeDefect(error: unknown): {
  readonly kind: string;
  readonly code?: string;
  readonly places: readonly string[];
} {
  if (!(error instanceof Error)) return { kind: "not an error", places: [] };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const places = Array.from(
    (error.stack ?? "").matchAll(/^ {4}at .*?((?:dist|src|node_modules)\/[\w@.\/+-]+:\d+:\d+)\)?$/gm),
    ([, place]) => place ?? "",
  );
  return {
    kind: error.constructor.name,
    ...(/^[A-Z0-9_]{3,40}$/.test(code) ? { code } : {}),
    places: places.slice(0, 5),
  };
}
