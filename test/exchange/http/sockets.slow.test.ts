/** What only a real socket shows: clients that stall, send slowly or go away, and the end of the service. */
import { once } from "node:events";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { buildApp, stopApp } from "../../../src/exchange/http/app.ts";
import type { App } from "../../../src/exchange/http/routes.ts";
import { usualPatience } from "../../../src/exchange/http/listener.ts";
import type { Patience } from "../../../src/exchange/http/listener.ts";
import { refusals } from "../../../src/exchange/protocol/refusals.ts";

/** Short, so that the tests are; what is shown is that each limit is in force, not how long it is. */
const hasty = { headersMilliseconds: 150, requestMilliseconds: 300, checkMilliseconds: 50 };

let app: App;
let sockets: Socket[] = [];
/** Resolved by a test, awaited by the route /slow. */
let release: () => void;
let entered = 0;
let holding = Promise.resolve();
let reached = 0;

async function serve(patience: Partial<Patience> = {}): Promise<void> {
  const released = new Promise<void>((resolve) => (release = resolve));
  entered = 0;
  reached = 0;
  app = await buildApp(
    [
      (it) => {
        it.addHook("preClose", () => holding);
        it.post("/echo", (request) => {
          reached += 1;
          return request.body;
        });
        it.get("/slow", async () => {
          entered += 1;
          await released;
          return { done: true };
        });
      },
    ],
    { patience },
  );
  await app.listen({ host: "127.0.0.1", port: 0 });
}

afterEach(async () => {
  release();
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await stopApp(app, 0);
});

async function open(text: string): Promise<Socket> {
  const socket = connect((app.server.address() as AddressInfo).port, "127.0.0.1");
  sockets.push(socket);
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(text);
  return socket;
}

/** All that comes until the other side ends it. */
async function ending(socket: Socket): Promise<string> {
  let text = "";
  for await (const chunk of socket.setEncoding("latin1")) text += String(chunk);
  return text;
}

/** Until `wanted` stands in what comes. */
function receiving(socket: Socket, wanted: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (text.includes(wanted)) resolve(text);
    });
    socket.on("close", () => {
      reject(new Error(`ended after: ${text}`));
    });
  });
}

const post = (bytes: number): string =>
  `POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`;
const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

describe("a client that", () => {
  it.each([
    ["sends nothing of its body", post(10), "request/too-slow"],
    ["stops within its body", `${post(10)}{"a":`, "request/too-slow"],
    ["stops within its headers", "POST /echo HTTP/1.1\r\nHost: a\r\nX-", "request/too-slow"],
    ["speaks no HTTP", "\x16\x03\x01 what is this\r\n\r\n", "request/malformed"],
    ["sends two lengths", post(3).replace("\r\n\r\n", "\r\nContent-Length: 4\r\n\r\n"), "request/malformed"],
    ["sends headers without end", `GET / HTTP/1.1\r\nX: ${"x".repeat(20_000)}`, "request/headers-too-large"],
  ] as const)("%s is told and let go", async (_, text, code) => {
    await serve(hasty);
    const answer = await ending(await open(text));
    expect(answer.startsWith(`HTTP/1.1 ${refusals[code].status} `)).toBe(true);
    const body = answer.slice(answer.indexOf("\r\n\r\n") + 4);
    expect(JSON.parse(body)).toEqual({ error: refusals[code].says, code });
    expect(answer).toContain(`Content-Length: ${body.length}\r\n`);
    expect(reached).toBe(0);
  });

  it("sends a byte now and then is let go too: the time is that of the whole request", async () => {
    await serve(hasty);
    const socket = await open(post(100_000 - 40_000));
    const drip = setInterval(() => socket.write(" "), 20);
    const answer = await ending(socket);
    clearInterval(drip);
    expect(answer).toContain("request/too-slow");
    expect(reached).toBe(0);
  });

  it("says nothing after an answer is let go", async () => {
    await serve({ keepMilliseconds: 100 });
    const answer = await ending(await open(get("/healthz")));
    expect(answer).toContain('{"status":"ok"}');
  });

  it("stalls costs others nothing, be there two hundred, and neither do those that go away", async () => {
    await serve();
    const stalled = await Promise.all(Array.from({ length: 200 }, () => open(`${post(10)}{"a":`)));
    const port = (app.server.address() as AddressInfo).port;
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(await answer.json()).toEqual({ status: "ok" });
    const gone = Promise.all(stalled.map((socket) => once(socket, "close")));
    for (const socket of stalled) socket.destroy();
    await gone;
    await expect.poll(connections).toBeLessThanOrEqual(1);
    expect(reached).toBe(0);
  });

  it("comes when there are too many is turned away until one has gone", async () => {
    await serve({ connections: 1 });
    const first = await open(get("/healthz"));
    await receiving(first, '"ok"');
    const second = await open(get("/healthz"));
    expect(await ending(second).catch(() => "")).toBe("");
    first.destroy();
    await expect.poll(connections).toBe(0);
    await receiving(await open(get("/healthz")), '"ok"');
  });
});

const connections = (): Promise<number> =>
  new Promise((resolve, reject) => {
    app.server.getConnections((error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });

describe("the usual patience", () => {
  it("is what the listening server has", async () => {
    await serve();
    const { server } = app;
    expect({
      headersMilliseconds: server.headersTimeout,
      requestMilliseconds: server.requestTimeout,
      silenceMilliseconds: server.timeout,
      keepMilliseconds: server.keepAliveTimeout,
      requestsPerConnection: server.maxRequestsPerSocket,
      connections: server.maxConnections,
    }).toEqual({ ...usualPatience, handshakeMilliseconds: undefined, checkMilliseconds: undefined });
  });
});

describe("when it stops", () => {
  it("what runs is finished, what is asked then is refused, and nobody new is let in", async () => {
    await serve();
    const running = await open(get("/slow"));
    const kept = await open(get("/slow"));
    await expect.poll(() => entered).toBe(2);
    const answers = [ending(running), ending(kept)];
    // Read only after the answer to what runs on this connection, which ends it.
    kept.write(get("/readyz"));
    const stopped = stopApp(app, 100_000);
    const { port } = app.server.address() as AddressInfo;
    await expect.poll(() => app.server.listening).toBe(false);
    const late = connect(port, "127.0.0.1");
    await expect(once(late, "connect")).rejects.toThrow("ECONNREFUSED");
    release();
    for (const answer of await Promise.all(answers)) {
      expect(answer).toMatch(/^HTTP\/1\.1 200 [^{]*\r\nconnection: close\r\n[^{]*\{"done":true\}/i);
      expect(answer).not.toContain('{"status":"ok"}');
    }
    await stopped;
  });

  it("what does not end is cut off at the bound", async () => {
    await serve();
    const running = await open(get("/slow"));
    await expect.poll(() => entered).toBe(1);
    const stopped = stopApp(app, 50);
    expect(await ending(running).catch(() => "")).toBe("");
    release();
    await stopped;
  });

  it("a request that comes in meanwhile is told to come again", async () => {
    await serve();
    let proceed: () => void = () => undefined;
    holding = new Promise<void>((resolve) => (proceed = resolve));
    const stopped = stopApp(app, 100_000);
    const answer = await ending(await open(get("/readyz")));
    expect(answer).toContain('"code":"service/stopping"');
    expect(answer).toContain("retry-after: 1");
    proceed();
    await stopped;
  });
});
