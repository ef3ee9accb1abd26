import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startStatusService, statusList } from "../../../src/exchange/example/status.ts";
import type { StatusService } from "../../../src/exchange/example/status.ts";

let service: StatusService;
beforeAll(async () => {
  const statuses = statusList.parse({
    "3f9a": { status: "issued", since: "2026-01-31" },
    "77c1": { status: "revoked", since: "2026-02-01T10:00:00Z" },
  });
  service = await startStatusService(statuses, 0);
});
afterAll(() => service.close());

async function ask(body: string, method = "POST"): Promise<{ status: number; answer: unknown }> {
  const reply = await fetch(service.url, { method, ...(method === "POST" ? { body } : {}) });
  return { status: reply.status, answer: await reply.json() };
}

describe("the status service", () => {
  it("says what became of a document", async () => {
    expect(await ask('{"document_id":"3f9a"}')).toEqual({
      status: 200,
      answer: { document_id: "3f9a", status: "issued", since: "2026-01-31" },
    });
  });

  it.each(["constructor", "__proto__", "none"])("knows no document called %s", async (document_id) => {
    expect(await ask(JSON.stringify({ document_id }))).toMatchObject({ status: 404 });
  });

  it.each(["", "no JSON", "[]", '{"document_id":7}', `{"document_id":"${"x".repeat(20_000)}"}`])(
    "refuses what it does not understand (%#)",
    async (body) => {
      expect(await ask(body)).toMatchObject({ status: 400 });
    },
  );

  it("is asked with POST", async () => {
    expect(await ask("", "GET")).toMatchObject({ status: 405 });
  });

  it("says where another program has its port", async () => {
    const port = Number(new URL(service.url).port);
    await expect(startStatusService({}, port)).rejects.toMatchObject({
      code: "service/port-in-use",
      facts: { host: "127.0.0.1", port },
    });
  });

  it("is not reached from other machines", () => {
    expect(new URL(service.url).hostname).toBe("127.0.0.1");
  });
});
