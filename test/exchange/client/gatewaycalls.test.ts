import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { openGateway } from "../../../src/exchange/client/gatewaycalls.ts";
import type { Gateway, GatewayOptions } from "../../../src/exchange/client/gatewaycalls.ts";
import type { Answer, Connection } from "../../../src/exchange/client/connection.ts";
import type { KnownKeys } from "../../../src/exchange/client/knownkeys.ts";
import { startStatusService } from "../../../src/exchange/example/status.ts";
import type { StatusService } from "../../../src/exchange/example/status.ts";
import { gatewayRoutes } from "../../../src/exchange/gateway/gatewayroutes.ts";
import { openUpstreams } from "../../../src/exchange/gateway/upstream.ts";
import { buildApp } from "../../../src/exchange/http/app.ts";
import type { App } from "../../../src/exchange/http/routes.ts";
import { describeGenerations, serviceKeyRoutes } from "../../../src/exchange/keys/servicekeyroutes.ts";
import type { KeyGeneration } from "../../../src/exchange/keys/generation.ts";
import type { ServiceKeys } from "../../../src/exchange/keys/servicekeys.ts";
import { generationOf } from "../keys/support/generations.ts";

const service = "https://exchange.example";
const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const read = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

let first: KeyGeneration;
let second: KeyGeneration;
let third: KeyGeneration;
/** What the service has now. */
let generations: readonly KeyGeneration[];
let app: App;
let example: StatusService;
/** Every request, and what somebody on the way makes of its answer. */
let asked: { path: string; body: string }[] = [];
let onTheWay: (path: string, answer: Answer) => Answer;

const connection: Connection = {
  url: service,
  request: async (method, path, { body } = {}) => {
    asked.push({ path, body: read(body ?? new Uint8Array()) });
    const { statusCode, rawPayload } = await app.inject({
      method: method as "GET",
      url: path,
      ...(body === undefined ? {} : { payload: Buffer.from(body) }),
      headers: body === undefined ? {} : { "content-type": "application/json" },
    });
    return onTheWay(path, { service, status: statusCode, headers: {}, body: rawPayload });
  },
  close: () => Promise.resolve(),
};
const pathsAsked = (): string[] => asked.map(({ path }) => path);

/** A gateway, and what it was told to remember. */
function open(options: GatewayOptions = {}): { gateway: Gateway; remembered: KnownKeys[] } {
  const remembered: KnownKeys[] = [];
  const remember = (known: KnownKeys): unknown => remembered.push(known);
  return { gateway: openGateway(connection, { remember, ...options }), remembered };
}
const knownOf = ({ generation, rsa, identity }: KeyGeneration): KnownKeys => ({
  generation,
  rsa: rsa.publicKey.fingerprint,
  identity: identity.publicKey.fingerprint,
});
const fault = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "no error",
    (error: unknown) => error,
  );

beforeAll(async () => {
  [first, second, third] = [await generationOf(1), await generationOf(2), await generationOf(3)];
  example = await startStatusService({ "3f9a": { status: "issued", since: "2026-01-31" } }, 0);
  const keys: ServiceKeys = {
    all: () => generations,
    current: () => generations.at(-1) ?? first,
    refresh: () => Promise.resolve(),
  };
  const upstreams = openUpstreams({ status: { url: example.url } });
  app = await buildApp([serviceKeyRoutes({ keys }), gatewayRoutes({ keys, upstreams })]);
}, 60_000);
beforeEach(() => {
  generations = [first, second];
  asked = [];
  onTheWay = (_, answer) => answer;
});
afterAll(async () => {
  await app.close();
  await example.close();
});

describe("a call", () => {
  it("is answered by the service behind the gateway, and nothing of it can be read on the way", async () => {
    const seen: string[] = [];
    onTheWay = (_, answer) => {
      seen.push(read(answer.body));
      return answer;
    };
    const { gateway } = open();
    expect(await gateway.call("status", { document_id: "3f9a" })).toEqual({
      document_id: "3f9a",
      status: "issued",
      since: "2026-01-31",
    });
    expect(pathsAsked()).toEqual(["/v1/keys", "/api/encrypted/status/"]);
    expect([...asked.map(({ body }) => body), ...seen].join()).not.toMatch(/3f9a"|issued|document_id/);
  });

  it("is typed by a schema", async () => {
    const { gateway } = open();
    const schema = z.object({ status: z.enum(["issued", "revoked"]) });
    const { status } = await gateway.call("status", { document_id: "3f9a" }, schema);
    expect(status).toBe("issued");
    const other = z.object({ status: z.literal("revoked") });
    expect(await fault(gateway.call("status", { document_id: "3f9a" }, other))).toMatchObject({
      code: "exchange/bad-answer",
    });
  });

  it("tells what the service behind the gateway refuses", async () => {
    expect(await fault(open().gateway.call("status", { document_id: "none" }))).toMatchObject({
      code: "exchange/refused",
      facts: { says: "no document of this id" },
    });
    expect(await fault(open().gateway.call("nobody", {}))).toMatchObject({
      code: "exchange/refused",
      facts: { refusal: "gateway/unknown-name" },
    });
  });

  it("gives exact bytes, of whatever status", async () => {
    const { gateway } = open();
    const answer = await gateway.send("status", json({ document_id: "none" }));
    expect(answer.status).toBe(404);
    expect(read(answer.body)).toBe('{"error":"no document of this id"}');
    expect(read((await gateway.test(json({ a: 1 }))).body)).toBe('{"a":1}');
  });

  it("fetches the keys once, also when many are made at the same time, and has a session key of its own", async () => {
    const { gateway, remembered } = open();
    const values = Array.from({ length: 20 }, (_, index) => ({ document_id: `none ${index}` }));
    await Promise.all(values.map((value) => gateway.send("status", json(value))));
    expect(pathsAsked().filter((path) => path === "/v1/keys")).toHaveLength(1);
    const wrapped = asked.flatMap(({ body }) => /"encrypted_session_key":"([^"]+)"/.exec(body)?.[1] ?? []);
    expect(new Set(wrapped).size).toBe(20);
    expect(remembered).toEqual([knownOf(second)]);
  });

  it("fetches the keys again where that failed", async () => {
    const { gateway } = open();
    onTheWay = (_, answer) => ({
      ...answer,
      status: 503,
      body: json({ error: "busy", code: "service/unavailable" }),
    });
    expect(await fault(gateway.test(json(1)))).toMatchObject({ code: "exchange/unavailable" });
    onTheWay = (_, answer) => answer;
    expect(read((await gateway.test(json(1))).body)).toBe("1");
  });
});

describe("an answer", () => {
  it.each([
    ["that is not encrypted", (answer: Answer): Answer => ({ ...answer, body: json({ a: 1 }) })],
    [
      "that was altered",
      (answer: Answer): Answer => ({
        ...answer,
        body: new TextEncoder().encode(read(answer.body).replace(/..","enc/, 'AA","enc')),
      }),
    ],
    ["whose status was altered", (answer: Answer): Answer => ({ ...answer, status: 201 })],
    [
      "that is the request itself",
      (answer: Answer): Answer => {
        const sent = JSON.parse(asked.at(-1)?.body ?? "") as object;
        return { ...answer, body: json({ ...sent, encrypted_session_key: "" }) };
      },
    ],
  ])("%s is refused", async (_, alter) => {
    const { gateway } = open();
    await gateway.test(json(1));
    onTheWay = (path, answer) => (path === "/v1/keys" ? answer : alter(answer));
    expect(await fault(gateway.call("status", { document_id: "3f9a" }))).toMatchObject({
      code: "exchange/bad-answer",
    });
  });

  it("to another call is refused", async () => {
    const { gateway } = open();
    let kept: Answer | undefined;
    onTheWay = (path, answer) => (path === "/v1/keys" ? answer : (kept ??= answer));
    await gateway.call("status", { document_id: "3f9a" });
    expect(await fault(gateway.call("status", { document_id: "3f9a" }))).toMatchObject({
      code: "exchange/bad-answer",
    });
  });
});

describe("the service's keys", () => {
  it("are believed when they are those that were remembered, and nothing new is remembered", async () => {
    const { gateway, remembered } = open({ known: knownOf(second) });
    await gateway.test(json(1));
    expect(remembered).toEqual([]);
  });

  it("are followed over several rotations, each signed by the one before", async () => {
    generations = [first, second, third];
    const { gateway, remembered } = open({ known: knownOf(first) });
    await gateway.test(json(1));
    expect(remembered).toEqual([knownOf(third)]);
  });

  it("are fetched anew when the service has changed them under a client that runs", async () => {
    generations = [first];
    const { gateway, remembered } = open();
    await gateway.test(json(1));
    generations = [first, second];
    await gateway.test(json(2));
    // Requests for the first are not opened any more.
    generations = [first, second, third];
    asked = [];
    const answers = await Promise.all([3, 4, 5].map((value) => gateway.test(json(value))));
    expect(answers.map(({ body }) => read(body))).toEqual(["3", "4", "5"]);
    expect(pathsAsked().filter((path) => path === "/v1/keys")).toHaveLength(1);
    expect(remembered).toEqual([knownOf(first), knownOf(third)]);
  });

  it("are not asked for again and again where they are not the reason", async () => {
    const { gateway } = open();
    await gateway.test(json(1));
    onTheWay = (path, answer) =>
      path === "/v1/keys"
        ? answer
        : { ...answer, status: 400, body: json({ error: "no", code: "gateway/undecryptable" }) };
    expect(await fault(gateway.test(json(2)))).toMatchObject({
      code: "exchange/refused",
      facts: { refusal: "gateway/undecryptable" },
    });
    expect(pathsAsked()).toHaveLength(4);
  });

  /** What the service would answer, and what of it is changed. */
  const shown = (change: (answer: ReturnType<typeof describeGenerations>) => unknown): void => {
    onTheWay = (path, answer) =>
      path === "/v1/keys" ? { ...answer, body: json(change(describeGenerations(generations))) } : answer;
  };
  const stranger = (): string =>
    generateKeyPairSync("rsa", { modulusLength: 2048 })
      .publicKey.export({ type: "spki", format: "pem" })
      .toString();

  it.each([
    ["there is no way from those that were remembered", () => (generations = [third])],
    [
      "a rotation is not signed",
      () => {
        shown(({ current, generations: all }) => ({
          current,
          generations: all.map((each) => ({ ...each, succession: null })),
        }));
      },
    ],
    [
      "a rotation is signed by another",
      () => {
        shown(({ current, generations: all }) => ({
          current,
          generations: all.map((each) => ({ ...each, succession: all.at(-1)?.succession })),
        }));
        generations = [first, second, third];
      },
    ],
    [
      "the RSA key of a signed generation was replaced",
      () => {
        const pem = stranger();
        shown(({ current, generations: all }) => ({
          current,
          generations: all.map((each) =>
            each.generation === current ? { ...each, rsa: { ...each.rsa, public_key: pem } } : each,
          ),
        }));
      },
    ],
    [
      "the RSA key of the remembered generation was replaced",
      () => {
        generations = [first];
        const pem = stranger();
        shown(({ current, generations: all }) => ({
          current,
          generations: all.map((each) => ({ ...each, rsa: { ...each.rsa, public_key: pem } })),
        }));
      },
    ],
  ])("are refused where %s, and nothing is sent", async (_, arrange) => {
    arrange();
    const { gateway, remembered } = open({ known: knownOf(first) });
    expect(await fault(gateway.test(json(1)))).toMatchObject({
      code: "exchange/other-keys",
      facts: { url: service, expected: first.rsa.publicKey.fingerprint },
    });
    expect(pathsAsked()).toEqual(["/v1/keys"]);
    expect(remembered).toEqual([]);
  });

  it("are refused where older ones are shown than were remembered", async () => {
    generations = [first];
    expect(await fault(open({ known: knownOf(second) }).gateway.test(json(1)))).toMatchObject({
      code: "exchange/other-keys",
    });
  });

  it("must be the pinned one, whatever was remembered", async () => {
    const pin = second.rsa.publicKey.fingerprint;
    const { gateway, remembered } = open({ pin, known: knownOf(third) });
    await gateway.test(json(1));
    expect(remembered).toEqual([knownOf(second)]);
    const other = open({ pin: first.rsa.publicKey.fingerprint, known: knownOf(second) });
    expect(await fault(other.gateway.test(json(1)))).toMatchObject({ code: "exchange/other-keys" });
  });

  it.each([
    ["a current generation that is not there", { current: 9 }],
    ["no keys", { generations: [] }],
    ["what is no key", { generations: "nonsense" }],
  ])("are no keys with %s", async (_, change) => {
    shown((answer) => ({ ...answer, ...change }));
    expect(await fault(open().gateway.test(json(1)))).toMatchObject({ code: "exchange/bad-answer" });
  });

  it("are no keys where the key for session keys is too small", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const public_key = publicKey.export({ type: "spki", format: "pem" }).toString();
    shown(({ current, generations: all }) => ({
      current,
      generations: all.map((each) => ({ ...each, rsa: { ...each.rsa, public_key } })),
    }));
    expect(await fault(open().gateway.test(json(1)))).toMatchObject({ code: "exchange/bad-answer" });
  });
});
