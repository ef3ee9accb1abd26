/** What is counted, for Prometheus. No label comes from a request: routes by their pattern, codes from closed lists. */
import { Counter, Histogram, Registry } from "prom-client";
import type { RefusalCode } from "../protocol/refusals.ts";
import type { Store } from "../store/contract/store.ts";
import type { App } from "./routes.ts";

/** Seconds: from a look into memory to an upstream that takes its time. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface Metrics {
  readonly registry: Registry;
  countRefusal(code: RefusalCode): void;
  countStoreOperation(operation: string, outcome: "done" | "failed", seconds: number): void;
  countRequest(method: string, route: string, status: number, seconds: number): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const { requests, durations } = requestFigures(registry);
  const { refusals, signatures } = refusalFigures(registry);
  const operations = new Histogram({
    name: "qrseal_store_seconds",
    help: "Operations of the store, by name and outcome",
    labelNames: ["operation", "outcome"],
    buckets,
    registers: [registry],
  });
  return {
    registry,
    countRefusal: (code) => {
      refusals.inc({ code });
      if (code.startsWith("signature/")) signatures.inc({ code });
    },
    countStoreOperation: (operation, outcome, seconds) => {
      operations.observe({ operation, outcome }, seconds);
    },
    countRequest: (method, route, status, seconds) => {
      requests.inc({ method, route, status });
      durations.observe({ method, route }, seconds);
    },
  };
}

function requestFigures(registry: Registry) {
  const requests = new Counter({
    name: "qrseal_requests_total",
    help: "Requests answered, by route and status",
    labelNames: ["method", "route", "status"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: "qrseal_request_seconds",
    help: "From the request's headers to the end of its answer",
    labelNames: ["method", "route"],
    buckets,
    registers: [registry],
  });
  return { requests, durations };
}

function refusalFigures(registry: Registry) {
  const refusals = new Counter({
    name: "qrseal_refusals_total",
    help: "Requests refused, by the code of docs/EXCHANGE.md",
    labelNames: ["code"],
    registers: [registry],
  });
  const signatures = new Counter({
    name: "qrseal_signatures_rejected_total",
    help: "Requests whose signature was missing or did not hold, by code",
    labelNames: ["code"],
    registers: [registry],
  });
  return { refusals, signatures };
}

/** What stands for the route of a request that fits none. */
const NO_ROUTE = "none";

export function measureRequests(app: App, metrics: Metrics): void {
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url;
    const method = route === undefined ? NO_ROUTE : request.method;
    metrics.countRequest(method, route ?? NO_ROUTE, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
}

/** The same store, each of its operations timed and counted. */
export function measureStore(store: Store, metrics: Metrics): Store {
  return new Proxy(store, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function" || typeof name !== "string") return member;
      return async (...given: unknown[]) => {
        const start = performance.now();
        const count = (outcome: "done" | "failed"): void => {
          metrics.countStoreOperation(name, outcome, (performance.now() - start) / 1000);
        };
        try {
          const result: unknown = await Reflect.apply(member, target, given);
          count("done");
          return result;
        } catch (error) {
          count("failed");
          throw error;
        }
      };
    },
  });
}
