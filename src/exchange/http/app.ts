/** The service as a fastify application: one error shape, one validation, one description, whatever routes are added. */
import { randomBytes } from "node:crypto";
import type { RequestListener, Server } from "node:http";
import type { Socket } from "node:net";
import Fastify, { LogController } from "fastify";
import type { FastifyError, FastifyReply, FastifyRequest, FastifyServerOptions } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { limits } from "../../core/limits.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import type { AuthenticateAdmin } from "../auth/caller.ts";
import type { App, Routes } from "./routes.ts";
import { takeBodies } from "./bodies.ts";
import { describeRoutes } from "./description.ts";
import { reportHealth } from "./health.ts";
import { createListener, tlsRules, usualPatience } from "./listener.ts";
import type { Credentials, Patience } from "./listener.ts";
import { loggerOptions, logRequests, writeRequest } from "./logging.ts";
import type { Log } from "./logging.ts";
import { createMetrics, measureRequests } from "./metrics.ts";
import type { Metrics } from "./metrics.ts";
import { limitRates } from "./ratelimits.ts";
import type { RateLimits } from "./ratelimits.ts";
import { refuse, refuseConnection, refuseInOneShape } from "./refuse.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The route is served while the service stops. */
    whileStopping?: boolean;
  }
}

export interface AppOptions {
  /** Null is plain HTTP. */
  readonly credentials?: Credentials | null;
  readonly patience?: Partial<Patience>;
  readonly rates?: RateLimits;
  /** Null writes nothing. */
  readonly log?: Log | null;
  readonly metrics?: Metrics;
  /** Who may see the metrics; null is everybody. */
  readonly authenticateAdmin?: AuthenticateAdmin | null;
  /** Resolves if requests can be served now. */
  readonly ready?: () => Promise<void>;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[];
  readonly version?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Sockets are the only state outside of fastify: the servers that listen, for their certificates to be changed. */
const listeners = new WeakMap<App, Server[]>();
const stopping = new WeakSet<App>();

export async function buildApp(routes: readonly Routes[], options: AppOptions = {}): Promise<App> {
  const {
    credentials = null,
    rates = { perAddress: 0, perKey: 0 },
    metrics = createMetrics(),
    authenticateAdmin = null,
    ready = () => Promise.resolve(),
    version = "0",
  } = options;
  const servers: Server[] = [];
  const app: App = Fastify(
    frameworkOptions({ ...options, metrics }, servers),
  ).withTypeProvider<ZodTypeProvider>();
  listeners.set(app, servers);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  takeBodies(app);
  logRequests(app);
  measureRequests(app, metrics);
  headAnswers(app, credentials !== null);
  await limitRates(app, rates);
  refuseInOneShape(app, metrics);
  await describeRoutes(app, version);
  reportHealth(app, { ready, metrics, authenticateAdmin });
  for (const addRoutes of routes) await addRoutes(app);
  return app;
}

/** @param servers takes those that listen */
function frameworkOptions(
  {
    credentials = null,
    patience = {},
    log = null,
    metrics,
    trustedProxies = [],
    now = Date.now,
  }: AppOptions & {
    readonly metrics: Metrics;
  },
  servers: Server[],
) {
  return {
    bodyLimit: limits.exchangeBodyBytes,
    serverFactory: (handler: RequestListener) => {
      const server = createListener(handler, credentials, { ...usualPatience, ...patience });
      servers.push(server);
      return server;
    },
    clientErrorHandler: (error: Error, socket: Socket) => {
      refuseConnection(error, socket, metrics);
    },
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      // No hook runs for what has no readable path.
      void refuse(error, request, reply.headers(headers), metrics);
      writeRequest(request, reply);
    },
    logger: loggerOptions(log, now),
    // Its lines would hold the address line; ours are written in logging.ts.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "request" }),
    genReqId: () => randomBytes(12).toString("base64url"),
    trustProxy: trustedProxies.length === 0 ? false : Array.from(trustedProxies),
    // Refused by a hook, in the shape of every refusal.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 512 },
  } satisfies FastifyServerOptions;
}

/** What every answer has, and the answer to whatever is asked while the service stops. */
function headAnswers(app: App, isSecure: boolean): void {
  app.addHook("onRequest", (request, reply, done) => {
    void reply.headers(headers).header("x-request-id", request.id);
    if (isSecure) void reply.header("strict-transport-security", "max-age=31536000");
    if (stopping.has(app) && request.routeOptions.config.whileStopping !== true) {
      throw new RequestRefused("service/stopping", undefined, 1);
    }
    done();
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    // Else a connection that was busy when the service began to stop would be kept for the next request.
    if (stopping.has(app)) void reply.header("connection", "close");
    done();
  });
}

const headers = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
} as const;

/** Connections made from now on are shown these credentials; those that exist go on. */
export function changeCredentials(app: App, credentials: Credentials): void {
  for (const server of listeners.get(app) ?? []) {
    if ("setSecureContext" in server && typeof server.setSecureContext === "function") {
      (server.setSecureContext as (context: object) => void).call(server, { ...tlsRules, ...credentials });
    }
  }
}

/**
 * Takes no new connections, refuses what is asked on old ones, lets what runs finish, and then closes; what is not
 * done after `milliseconds` is cut off.
 */
export async function stopApp(
  app: App,
  milliseconds: number = limits.exchangeStopMilliseconds,
): Promise<void> {
  stopping.add(app);
  const timer = setTimeout(() => {
    for (const server of listeners.get(app) ?? []) server.closeAllConnections();
  }, milliseconds);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}
