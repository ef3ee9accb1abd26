import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createPublicKey, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { gatewayRoutes } from "../../../src/exchange/gateway/gatewayroutes.ts";
import { openUpstreams } from "../../../src/exchange/gateway/upstream.ts";
import { buildApp } from "../../../src/exchange/http/app.ts";
import type { App } from "../../../src/exchange/http/routes.ts";
import { limits } from "../../../src/core/index.ts";
import { alter, alteredDocument, answersToAltered } from "./support/alteredrequests.ts";
import { decrypt, encrypt, keysOf, makeCall, makePair, wrap } from "./support/encryptedcaller.ts";
import type { Call, Form } from "./support/encryptedcaller.ts";

const [ancient, former, current, foreign] = [makePair(), makePair(), makePair(), makePair()];
const status = "/api/encrypted/status/";
const test = "/api/encryption/test/";
const undecryptable = '{"error":"the request could not be decrypted","code":"gateway/undecryptable"}';
const forms: readonly Form[] = ["bound", "plain", "cbc"];

let app: App;
let strictApp: App;
/** What reached the upstream, and what it answers. */
let reached: { headers: IncomingMessage["headers"]; method: string; url: string; body: Buffer }[] = [];
let reply: (reply: ServerResponse) => void;
const upstream = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { headers, method = "", url = "" } = request;
    reached.push({ headers, method, url, body: Buffer.concat(chunks) });
    reply(response);
  });
});

beforeAll(async () => {
  const gone = createServer();
  const portOf = (server: typeof gone): Promise<number> =>
    new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        resolve((server.address() as AddressInfo).port);
      });
    });
  const [port, gonePort] = [await portOf(upstream), await portOf(gone)];
  await new Promise((resolve) => gone.close(resolve));
  const url = `http://127.0.0.1:${port}/lookup?v=1`;
  const settings = {
    status: { url, headers: { "x-api-key": "k" } },
    slow: { url, timeoutMilliseconds: 50 },
    small: { url, maxAnswerBytes: 10 },
    gone: { url: `http://127.0.0.1:${gonePort}/` },
  };
  const keys = keysOf(ancient, former, current);
  app = await buildApp([gatewayRoutes({ keys, upstreams: openUpstreams(settings), allowCbc: true })]);
  strictApp = await buildApp([gatewayRoutes({ keys, upstreams: openUpstreams(settings) })]);
});
beforeEach(() => {
  reached = [];
  reply = (response) => response.writeHead(200, { "x-inner": "1" }).end('{"status":"issued"}');
});
afterAll(async () => {
  await app.close();
  await strictApp.close();
  upstream.closeAllConnections();
  upstream.close();
});

interface Reply {
  readonly status: number;
  readonly body: string;
}
async function post(url: string, payload: object, to = app): Promise<Reply> {
  const answer = await to.inject({ method: "POST", url, payload });
  return { status: answer.statusCode, body: answer.body };
}
/** Posts, and decrypts the answer as the form and route ask. */
async function ask(form: Form, route: string, call: Call, url = route): Promise<Reply> {
  const { status, body } = await post(url, call.wire);
  const answer = JSON.parse(body) as { encrypted_data: string };
  expect(answer).toEqual({ encrypted_data: expect.any(String) as string, encrypted_session_key: "" });
  return { status, body: decrypt(form, call.sessionKey, route, answer.encrypted_data, status).toString() };
}

describe("the public key", () => {
  it.each(["/api/encryption/public-key/", "/api/encryption/public-key"])("is at %s", async (url) => {
    const answer = await app.inject({ method: "GET", url });
    expect(answer.statusCode).toBe(200);
    const { public_key, ...rest } = answer.json<{ public_key: string }>();
    expect(rest).toEqual({ key_size: 2048, algorithm: "RSA" });
    expect(createPublicKey(public_key).equals(current.publicKey)).toBe(true);
  });
});

describe.each(forms)("in the %s form", (form) => {
  it.each([test, test.slice(0, -1)])("%s answers what it decrypted", async (url) => {
    const call = makeCall(form, current.publicKey, test, '{"a":"é"}');
    expect(await ask(form, test, call, url)).toEqual({ status: 200, body: '{"a":"é"}' });
  });

  it.each([status, status.slice(0, -1)])("%s forwards exactly the JSON that was sent", async (url) => {
    const json = ' {"__proto__":{"a":1},"a":1.0,"a":2,"é":"\\u00e9", "n":12345678901234567890}\n';
    const call = makeCall(form, current.publicKey, status, json);
    expect(await ask(form, status, call, url)).toEqual({ status: 200, body: '{"status":"issued"}' });
    expect(reached).toMatchObject([
      {
        method: "POST",
        url: "/lookup?v=1",
        headers: { "content-type": "application/json", "x-api-key": "k" },
      },
    ]);
    expect(reached[0]?.body.toString()).toBe(json);
  });

  it("passes on what the upstream says, of whatever status", async () => {
    reply = (response) => response.writeHead(422).end('{"detail":"no"}');
    const call = makeCall(form, current.publicKey, status, "{}");
    expect(await ask(form, status, call)).toEqual({ status: 422, body: '{"detail":"no"}' });
  });

  it("passes on an answer without a body", async () => {
    reply = (response) => response.writeHead(204).end();
    const call = makeCall(form, current.publicKey, status, "{}");
    expect(await ask(form, status, call)).toEqual({ status: 200, body: "" });
  });

  it.each([
    ["nobody", 404, "gateway/unknown-name"],
    ["constructor", 404, "gateway/unknown-name"],
    ["gone", 502, "gateway/upstream-unreachable"],
    ["slow", 504, "gateway/upstream-late"],
    ["small", 502, "gateway/upstream-too-large"],
  ])("tells inside the encryption what went wrong with %s", async (name, expected, code) => {
    if (name === "slow") reply = () => undefined;
    const route = `/api/encrypted/${name}/`;
    const answer = await ask(form, route, makeCall(form, current.publicKey, route, "{}"));
    expect(answer.status).toBe(expected);
    expect(JSON.parse(answer.body)).toEqual({ error: expect.any(String) as string, code });
  });

  it("does not follow where the upstream sends to", async () => {
    reply = (response) => response.writeHead(307, { location: "/elsewhere" }).end();
    const answer = await ask(form, status, makeCall(form, current.publicKey, status, "{}"));
    expect(JSON.parse(answer.body)).toMatchObject({ code: "gateway/upstream-redirects" });
    expect(reached).toHaveLength(1);
  });

  it("opens what was encrypted for the former key", async () => {
    const call = makeCall(form, former.publicKey, test, '"x"');
    expect(await ask(form, test, call)).toEqual({ status: 200, body: '"x"' });
  });

  it("does not open what was encrypted for the key before that", async () => {
    const call = makeCall(form, ancient.publicKey, test, '"x"');
    expect(await post(test, call.wire)).toEqual({ status: 400, body: undecryptable });
  });

  it("never uses a nonce twice", async () => {
    const call = makeCall(form, current.publicKey, test, '"x"');
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(test, call.wire)));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(20);
  });

  it("takes no answer of its own for a request", async () => {
    const call = makeCall(form, current.publicKey, test, '{"a":1}');
    const { body } = await post(test, call.wire);
    const { encrypted_data } = JSON.parse(body) as { encrypted_data: string };
    const { encrypted_session_key } = call.wire;
    expect(await post(test, { encrypted_data, encrypted_session_key })).toEqual({
      status: 400,
      body: undecryptable,
    });
    expect(await post(status, { encrypted_data, encrypted_session_key })).toEqual({
      status: 400,
      body: undecryptable,
    });
    expect(reached).toEqual([]);
  });

  it("carries what the limit says and refuses what is larger", async () => {
    const largest = JSON.stringify("x".repeat(64 * 1024 - 2));
    const call = makeCall(form, current.publicKey, test, largest);
    expect(await ask(form, test, call)).toEqual({ status: 200, body: largest });
    const larger = makeCall(form, current.publicKey, test, "x".repeat(limits.gatewayRequestBytes));
    expect((await post(test, larger.wire)).status).toBe(413);
  });
});

describe("a bound request", () => {
  it("does not open on another route", async () => {
    const call = makeCall("bound", current.publicKey, "/api/encrypted/small/", "{}");
    expect(await post(status, call.wire)).toEqual({ status: 400, body: undecryptable });
    expect(reached).toEqual([]);
  });
});

describe("authenticated data that is no JSON", () => {
  it("is answered by the test route, and not forwarded", async () => {
    const call = makeCall("plain", current.publicKey, test, "no JSON");
    expect(await ask("plain", test, call)).toEqual({ status: 200, body: "no JSON" });
    for (const text of ["no JSON", "", "\ufeff{}", Uint8Array.of(0x22, 0xff, 0x22)]) {
      const answer = await ask("plain", status, makeCall("plain", current.publicKey, status, text));
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body)).toMatchObject({ code: "gateway/not-json" });
    }
    expect(reached).toEqual([]);
  });
});

describe("a body that is none", () => {
  it.each([
    ["without a field", { encrypted_data: "" }],
    ["with a field more", { encrypted_data: "", encrypted_session_key: "", url: "http://elsewhere" }],
    ["with a field of another type", { encrypted_data: 1, encrypted_session_key: "" }],
    ["of another kind", []],
  ])("%s is refused", async (_, payload) => {
    expect(JSON.parse((await post(test, payload)).body)).toMatchObject({ code: "request/malformed" });
  });
});

describe("CBC", () => {
  it("is not taken unless the operator allows it", async () => {
    const call = makeCall("cbc", current.publicKey, test, "{}");
    expect(await post(test, call.wire, strictApp)).toEqual({ status: 400, body: undecryptable });
    expect((await post(test, call.wire)).status).toBe(200);
  });

  it("carries JSON only, on the test route too", async () => {
    for (const text of ["no JSON", "", "\ufeff{}", Uint8Array.of(0x22, 0xff, 0x22)]) {
      const call = makeCall("cbc", current.publicKey, test, text);
      expect(await post(test, call.wire)).toEqual({ status: 400, body: undecryptable });
    }
  });

  it("is not opened any more with a session key that failed eight times", async () => {
    const call = makeCall("cbc", current.publicKey, test, alteredDocument);
    const failing = alter(call, "cut by a block", current.publicKey, foreign.publicKey, () => 0);
    for (let time = 0; time < 7; time += 1) await post(test, failing);
    expect((await post(test, call.wire)).status).toBe(200);
    expect(await post(test, failing)).toEqual({ status: 400, body: undecryptable });
    expect(await post(test, call.wire)).toEqual({ status: 400, body: undecryptable });
    // What is authenticated says nothing to whoever tries, and still goes through.
    const encrypted_data = encrypt("plain", call.sessionKey, test, Buffer.from("{}")).toString("base64");
    expect((await post(test, { ...call.wire, encrypted_data })).status).toBe(200);
  });
});

describe("what cannot be decrypted", () => {
  // Where every failure came from the count of failures, nothing would be proved of the others.
  it("is answered alike, whatever was altered: 2,000 requests", async () => {
    let seed = 20261121;
    const roll = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const seen = await answersToAltered(app, 2000, current, foreign, roll);
    expect([...seen]).toEqual([
      expect.stringMatching(
        /^400\n(?:[^\n]+\n)+\{"error":"the request could not be decrypted","code":"gateway\/undecryptable"\}$/,
      ),
    ]);
    expect(reached).toEqual([]);
  }, 60_000);

  it.each(forms.filter((form) => form !== "cbc"))(
    "and the altered %s form is refused in the same words",
    async (form) => {
      const call = makeCall(form, current.publicKey, test, '{"a":1}');
      const bytes = Buffer.from(call.wire.encrypted_data, "base64");
      const wires = Array.from(bytes, (_, at) => {
        const altered = Buffer.from(bytes);
        altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
        return { ...call.wire, encrypted_data: altered.toString("base64") };
      });
      for (const answer of await Promise.all(wires.map((wire) => post(test, wire))))
        expect(answer).toEqual({ status: 400, body: undecryptable });
      const shortKey = {
        ...call.wire,
        encrypted_session_key: wrap(current.publicKey, randomBytes(31)).toString("base64"),
      };
      expect(await post(test, shortKey)).toEqual({ status: 400, body: undecryptable });
    },
  );
});
