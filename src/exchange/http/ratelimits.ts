/** How often one client, and one signing key, may ask. */
import rateLimit from "@fastify/rate-limit";
import type { FastifyRequest, preHandlerAsyncHookHandler } from "fastify";
import { limits } from "../../core/limits.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import type { Authenticate, Caller } from "../auth/caller.ts";
import { messageOf } from "./signedrequests.ts";
import type { AuthenticateRequest } from "./signedrequests.ts";
import type { App } from "./routes.ts";

/** Requests a minute; 0 is without limit. */
export interface RateLimits {
  /** Of one address, or of one /64 of IPv6: what one customer is given. */
  readonly perAddress: number;
  /** Of one signing key, wherever it is used. */
  readonly perKey: number;
}

declare module "fastify" {
  interface FastifyInstance {
    /** A hook that refuses a client whose address asks too often. */
    countAddress: preHandlerAsyncHookHandler;
    /** Throws RequestRefused where the caller's key asks too often. */
    countCaller: (request: FastifyRequest, caller: Caller) => Promise<void>;
  }
}

const MINUTE = 60_000;

export async function limitRates(app: App, { perAddress, perKey }: RateLimits): Promise<void> {
  await app.register(rateLimit, {
    global: perAddress > 0,
    max: perAddress,
    timeWindow: MINUTE,
    cache: limits.exchangeCountedClients,
    addHeaders: {
      "x-ratelimit-limit": false,
      "x-ratelimit-remaining": false,
      "x-ratelimit-reset": false,
      "retry-after": true,
    },
    addHeadersOnExceeding: {
      "x-ratelimit-limit": false,
      "x-ratelimit-remaining": false,
      "x-ratelimit-reset": false,
    },
    errorResponseBuilder: () => new RequestRefused("request/too-many"),
  });
  app.decorate("countAddress", perAddress > 0 ? app.rateLimit() : () => Promise.resolve());
  const callers = new WeakMap<FastifyRequest, Caller>();
  const count = app.createRateLimit({
    max: perKey,
    timeWindow: MINUTE,
    keyGenerator: (request) => `key ${callers.get(request)?.fingerprint ?? ""}`,
  });
  app.decorate("countCaller", async (request: FastifyRequest, caller: Caller) => {
    if (perKey === 0) return;
    callers.set(request, caller);
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    throw new RequestRefused("request/too-many", undefined, counted.ttlInSeconds);
  });
}

/** Counts who was proved to ask: a key that is only claimed could be any other's. */
export function limitCallers(authenticate: Authenticate): AuthenticateRequest {
  return async (request) => {
    const caller = await authenticate(messageOf(request));
    await request.server.countCaller(request, caller);
    return caller;
  };
}
