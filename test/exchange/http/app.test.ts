import { Buffer } from "node:buffer";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { buildApp, stopApp } from "../../../src/exchange/http/app.ts";
import type { App, Routes } from "../../../src/exchange/http/routes.ts";
import { createMetrics, measureStore } from "../../../src/exchange/http/metrics.ts";
import { limitCallers } from "../../../src/exchange/http/ratelimits.ts";
import { refusals, RequestRefused } from "../../../src/exchange/protocol/refusals.ts";
import { openMemoryStore } from "../../../src/exchange/store/memory/memorystore.ts";
import { StoreUnavailable } from "../../../src/exchange/store/contract/unavailable.ts";

type Answer = Awaited<ReturnType<App["inject"]>>;

const CANARY = "Zanzibar-4711";

/** Routes that show what comes of a request. */
const mirror: Routes = (app) => {
  app.post(
    "/mirror",
    {
      schema: {
        body: z.strictObject({ name: z.string().max(20) }),
        querystring: z.strictObject({ page: z.string().optional() }),
        response: { 200: z.strictObject({ name: z.string(), raw: z.string() }) },
      },
    },
    (request) => ({ name: request.body.name, raw: request.rawBody?.toString("hex") ?? "none" }),
  );
  app.put("/octets", { config: { octets: true }, bodyLimit: 100_000 }, (request) => {
    return { bytes: (request.body as Buffer).length, same: request.rawBody === request.body };
  });
  app.post("/defect/:id", () => {
    throw Object.assign(new TypeError(`cannot read ${CANARY}\n    at ${CANARY}/src/x.ts:1:1`), {
      code: "ECONNREFUSED",
    });
  });
  app.get("/signed", () => {
    throw new RequestRefused("signature/missing");
  });
  app.get("/away", () => {
    throw new StoreUnavailable(CANARY);
  });
};

let app: App;
const lines: string[] = [];
beforeAll(async () => {
  const log = { level: "trace", write: (line: string) => lines.push(line) } as const;
  app = await buildApp([mirror], { log, version: "1.2.3", now: () => 1_700_000_000_000 });
});
afterAll(() => stopApp(app));

const json = { "content-type": "application/json" };

describe("a body", () => {
  it("is kept as it came, beside what was read in it", async () => {
    const body = ' {"name" : "\\u0061"}\n';
    const answer = await app.inject({ method: "POST", url: "/mirror", headers: json, body });
    expect(answer.json()).toEqual({ name: "a", raw: Buffer.from(body).toString("hex") });
  });

  it.each([
    ["another type", { "content-type": "text/plain" }, "x", "request/unsupported-type"],
    ["no type", {}, "x", "request/unsupported-type"],
    [
      "octets where JSON is taken",
      { "content-type": "application/octet-stream" },
      "x",
      "request/unsupported-type",
    ],
    ["no JSON", json, "{", "request/malformed"],
    ["nothing", json, "", "request/malformed"],
    ["no UTF-8", json, Buffer.from([0x22, 0xff, 0x22]), "request/malformed"],
    ["a byte order mark", json, '\ufeff{"name":"a"}', "request/malformed"],
    ["a prototype", json, '{"name":"a","__proto__":{}}', "request/malformed"],
    ["a field too many", json, '{"name":"a","more":1}', "request/malformed"],
    ["a field that is missing", json, "{}", "request/malformed"],
    ["a number for a text", json, '{"name":1}', "request/malformed"],
    ["64 KiB and a byte", json, `"${"x".repeat(65_535)}"`, "request/too-large"],
  ] as const)("of %s is refused", async (_, headers, body, code) => {
    const answer = await app.inject({ method: "POST", url: "/mirror", headers, body });
    const told: { error: string; code: string } = answer.json();
    expect(told.code).toBe(code);
    expect(answer.statusCode).toBe(refusals[code].status);
    expect(told.error.startsWith(refusals[code].says)).toBe(true);
    expect(Object.keys(told)).toEqual(["error", "code"]);
  });

  it("of 64 KiB is read", async () => {
    const body = `{"name":"${"x".repeat(65_536 - 11)}"}`;
    expect(Buffer.byteLength(body)).toBe(65_536);
    const answer = await app.inject({ method: "POST", url: "/mirror", headers: json, body });
    expect(answer.json()).toMatchObject({ error: `${refusals["request/malformed"].says}: body/name` });
  });

  it("of octets is taken where the route says so, as large as it says, and JSON is not", async () => {
    const put = (type: string, bytes: number): Promise<Answer> =>
      app.inject({
        method: "PUT",
        url: "/octets",
        headers: { "content-type": type },
        body: Buffer.alloc(bytes, 0x31),
      });
    expect((await put("application/octet-stream", 100_000)).json()).toEqual({ bytes: 100_000, same: true });
    expect((await put("application/octet-stream", 100_001)).json()).toMatchObject({
      code: "request/too-large",
    });
    expect((await put("application/json", 5)).json()).toMatchObject({ code: "request/unsupported-type" });
  });

  it("that is any JSON gets an answer that is no failure of the service", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        const answer = await app.inject({ method: "POST", url: "/mirror", headers: json, body });
        expect([200, 400]).toContain(answer.statusCode);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a request", () => {
  it.each([
    ["GET", "/nothing", "request/no-such-route"],
    ["DELETE", "/mirror", "request/no-such-route"],
    ["GET", "/%zz", "request/malformed"],
    ["POST", "/mirror?other=1", "request/malformed"],
  ] as const)("%s %s is refused in the one shape", async (method, url, code) => {
    const answer = await app.inject({
      method,
      url,
      ...(method === "POST" ? { headers: json, body: '{"name":"a"}' } : {}),
    });
    expect(answer.json()).toMatchObject({ code });
    expect(answer.statusCode).toBe(refusals[code].status);
  });

  it("without what proves who asks is told how to prove it", async () => {
    const answer = await app.inject("/signed");
    expect([answer.statusCode, answer.headers["www-authenticate"]]).toEqual([401, "Signature"]);
  });

  it("that the store cannot serve now is one to send again, and no defect", async () => {
    expect((await app.inject("/away")).json()).toEqual({
      error: refusals["service/unavailable"].says,
      code: "service/unavailable",
    });
  });

  it("has an id of its own, whatever it says, and headers that let a browser do nothing with the answer", async () => {
    const ask = () =>
      app.inject({ url: "/healthz", headers: { "request-id": CANARY, "x-request-id": CANARY } });
    const [{ headers }, other] = await Promise.all([ask(), ask()]);
    expect(headers["x-request-id"]).toMatch(/^[\w-]{16}$/);
    expect(other.headers["x-request-id"]).not.toBe(headers["x-request-id"]);
    expect(headers).toMatchObject({
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
  });
});

describe("the log", () => {
  it("holds the route, the status and the id, and nothing of what was asked", async () => {
    lines.length = 0;
    const headers = { ...json, authorization: CANARY, signature: CANARY, cookie: CANARY, host: CANARY };
    const ask = (method: "GET" | "POST", url: string, body?: string): Promise<Answer> =>
      app.inject({ method, url, headers, ...(body === undefined ? {} : { body }) });
    await ask("POST", `/mirror?page=${CANARY}`, `{"name":"${CANARY}"}`);
    await ask("POST", "/mirror", `{"name":"${CANARY}${CANARY}"}`);
    await ask("POST", "/mirror", `{"name":"${CANARY}",`);
    await ask("GET", `/${CANARY}?${CANARY}`);
    await ask("GET", `/%zz${CANARY}`);
    const failed = await ask("POST", `/defect/${CANARY}`, "{}");
    expect(failed.json()).toEqual({ error: refusals["service/bug"].says, code: "service/bug" });
    const text = lines.join("");
    expect(text).not.toContain("Zanzibar");
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.filter(({ msg }) => msg === "request")).toHaveLength(6);
    expect(entries).toContainEqual(
      expect.objectContaining({ level: "info", method: "POST", route: "/mirror", status: 200 }),
    );
    expect(entries.find(({ level }) => level === "error")).toMatchObject({
      request: failed.headers["x-request-id"],
      time: "2023-11-14T22:13:20.000Z",
      defect: { kind: "TypeError", code: "ECONNREFUSED" },
    });
    expect(text).toMatch(/test\/exchange|src\/exchange|node_modules\/fastify/);
  });
});

describe("the description", () => {
  it("is OpenAPI 3.1 with every route, its schema and its refusals", async () => {
    const description = (await app.inject("/openapi.json")).json<{
      openapi: string;
      info: object;
      paths: Record<string, Record<string, { requestBody: unknown; responses: object }>>;
    }>();
    expect(description.openapi).toBe("3.1.0");
    expect(description.info).toMatchObject({ version: "1.2.3" });
    expect(Object.keys(description.paths)).toEqual(
      expect.arrayContaining(["/mirror", "/healthz", "/readyz", "/metrics"]),
    );
    const { requestBody, responses } = description.paths["/mirror"]?.["post"] ?? {};
    expect(requestBody).toMatchObject({
      content: {
        "application/json": {
          schema: {
            additionalProperties: false,
            required: ["name"],
            properties: { name: { maxLength: 20 } },
          },
        },
      },
    });
    expect(Object.keys(responses ?? {})).toEqual(["200", "4XX", "5XX"]);
    expect(Object.keys(description.paths).filter((path) => path.startsWith("/docs"))).toEqual([]);
  });

  it("can be browsed, and the page takes nothing from elsewhere", async () => {
    const page = await app.inject("/docs/");
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(page.body).not.toMatch(/<script[^>]*>\s*[^<\s]|https?:\/\/(?!www\.w3\.org)/);
    const parts = Array.from(page.body.matchAll(/(?:src|href)="([^"]+)"/g), ([, part]) => part ?? "");
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      const { pathname } = new URL(part, "http://localhost/docs/");
      expect([pathname, (await app.inject(pathname)).statusCode]).toEqual([pathname, 200]);
    }
  });
});

describe("metrics", () => {
  it("count by route and status, and take no label from a request", async () => {
    const metrics = createMetrics();
    const counted = await buildApp([mirror], { metrics });
    const store = measureStore(openMemoryStore(), metrics);
    await store.useNonce(CANARY, CANARY, 5);
    await store.close();
    await expect(store.useNonce(CANARY, CANARY, 5)).rejects.toThrow();
    await counted.inject({ method: "POST", url: "/mirror", headers: json, body: '{"name":"a"}' });
    await counted.inject(`/${CANARY}`);
    await counted.inject({ method: "PATCH", url: `/mirror/${CANARY}` });
    await counted.inject("/signed");
    const { body, headers } = await counted.inject("/metrics");
    expect(headers["content-type"]).toMatch(/^text\/plain/);
    expect(body).toContain('qrseal_requests_total{method="POST",route="/mirror",status="200"} 1');
    expect(body).toContain('qrseal_requests_total{method="none",route="none",status="404"} 2');
    expect(body).toContain('qrseal_request_seconds_count{method="POST",route="/mirror"} 1');
    expect(body).toContain('qrseal_store_seconds_count{operation="useNonce",outcome="done"} 1');
    expect(body).toContain('qrseal_store_seconds_count{operation="useNonce",outcome="failed"} 1');
    expect(body).toContain('qrseal_refusals_total{code="request/no-such-route"} 2');
    expect(body).toContain('qrseal_signatures_rejected_total{code="signature/missing"} 1');
    expect(body).not.toContain(CANARY);
    await counted.close();
  });

  it("can be kept to administrators", async () => {
    const guarded = await buildApp([], {
      authenticateAdmin: () => {
        throw new RequestRefused("request/malformed");
      },
    });
    expect((await guarded.inject("/metrics")).statusCode).toBe(400);
    expect((await guarded.inject("/healthz")).statusCode).toBe(200);
    await guarded.close();
  });
});

describe("limits of rate", () => {
  const rated = async (perAddress: number, perKey: number, keys: readonly string[]): Promise<App> => {
    let index = 0;
    const authenticate = limitCallers(() =>
      Promise.resolve({ name: "office", fingerprint: keys[index++ % keys.length] ?? "" }),
    );
    return buildApp(
      [(it) => void it.get("/mine", async (request) => ({ name: (await authenticate(request)).name }))],
      { rates: { perAddress, perKey }, trustedProxies: ["127.0.0.1"] },
    );
  };

  it("hold for an address, paths that lead nowhere included, and not for probes", async () => {
    const limited = await rated(3, 0, ["a"]);
    const ask = (url: string, from: string): Promise<Answer> =>
      limited.inject({ url, headers: { "x-forwarded-for": from } });
    const statuses: number[] = [];
    for (const url of ["/mine", "/nothing", "/mine", "/mine", "/nothing"]) {
      statuses.push((await ask(url, "10.0.0.1")).statusCode);
    }
    expect(statuses).toEqual([200, 404, 200, 429, 429]);
    const refused = await ask("/mine", "10.0.0.1");
    expect(refused.json()).toEqual({ error: refusals["request/too-many"].says, code: "request/too-many" });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect((await ask("/mine", "10.0.0.2")).statusCode).toBe(200);
    expect((await ask("/healthz", "10.0.0.1")).statusCode).toBe(200);
    await limited.close();
  });

  it("hold for a key, wherever it is used", async () => {
    const limited = await rated(0, 2, ["a", "a", "b", "a"]);
    const statuses: number[] = [];
    for (const address of [1, 2, 3, 4]) {
      const headers = { "x-forwarded-for": `10.0.0.${address}` };
      const answer = await limited.inject({ url: "/mine", headers });
      statuses.push(answer.statusCode);
      if (answer.statusCode === 429) expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    await limited.close();
  });
});

describe("readiness", () => {
  it("follows the store, and the process is up all the same", async () => {
    let serves = true;
    const probed = await buildApp([], {
      ready: () => (serves ? Promise.resolve() : Promise.reject(new Error("gone"))),
    });
    expect((await probed.inject("/readyz")).json()).toEqual({ status: "ok" });
    serves = false;
    const answer = await probed.inject("/readyz");
    expect([answer.statusCode, answer.json()]).toEqual([
      503,
      { error: refusals["service/unavailable"].says, code: "service/unavailable" },
    ]);
    expect((await probed.inject("/healthz")).statusCode).toBe(200);
    serves = true;
    expect((await probed.inject("/readyz")).statusCode).toBe(200);
    await probed.close();
  });
});
