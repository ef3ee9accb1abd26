/** Whether the process is up, whether it can serve, and what it counted. */
import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import type { AuthenticateAdmin } from "../auth/caller.ts";
import type { App } from "./routes.ts";
import { messageOf } from "./signedrequests.ts";
import type { Metrics } from "./metrics.ts";

export interface Health {
  /** Resolves if requests can be served now. */
  readonly ready: () => Promise<void>;
  readonly metrics: Metrics;
  /** Who may see the metrics; null is everybody. */
  readonly authenticateAdmin: AuthenticateAdmin | null;
}

const answer = z.strictObject({ status: z.literal("ok") });

export function reportHealth(app: App, { ready, metrics, authenticateAdmin }: Health): void {
  addLiveness(app);
  addReadiness(app, ready);
  addMetrics(app, metrics, authenticateAdmin);
}

/** Probes come often and from one place; they cost nothing that a limit would have to protect. */
const config = { rateLimit: false } as const;
const tags = ["service"];

function addLiveness(app: App): void {
  app.get(
    "/healthz",
    {
      config: { ...config, whileStopping: true },
      schema: { summary: "The process is up", tags, response: { 200: answer } },
    },
    () => ({ status: "ok" as const }),
  );
}

function addReadiness(app: App, ready: () => Promise<void>): void {
  let looking: Promise<void> | null = null;
  app.get(
    "/readyz",
    { config, schema: { summary: "Requests can be served now", tags, response: { 200: answer } } },
    async () => {
      looking ??= inTime(ready()).finally(() => (looking = null));
      try {
        await looking;
      } catch {
        throw new RequestRefused("service/unavailable");
      }
      return { status: "ok" as const };
    },
  );
}

function addMetrics(app: App, { registry }: Metrics, authenticateAdmin: AuthenticateAdmin | null): void {
  app.get(
    "/metrics",
    {
      config,
      schema: {
        summary: "Figures for Prometheus",
        tags,
        produces: ["text/plain"],
        response: { 200: z.string() },
      },
      onRequest: (request, _, done) => {
        authenticateAdmin?.(messageOf(request));
        done();
      },
    },
    async (_, reply) =>
      reply
        .type(registry.contentType)
        .serializer(String)
        .send(await registry.metrics()),
  );
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error("no answer in time"));
    }, limits.exchangePingMilliseconds);
  });
  try {
    await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
