import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { buildApp } from "../../../src/exchange/http/app.ts";
import type { App } from "../../../src/exchange/http/routes.ts";
import { messageOf } from "../../../src/exchange/http/signedrequests.ts";
import type { SignedMessage } from "../../../src/exchange/protocol/signedmessage.ts";
import { send } from "../support/signingparty.ts";

let app: App;
afterEach(async () => app.close());

it("a request is the message that came: its line, its fields, the bytes of its body", async () => {
  const seen: SignedMessage[] = [];
  app = await buildApp([
    (routes) => {
      routes.post("/a/:id", (request) => {
        seen.push(messageOf(request));
        return {};
      });
    },
  ]);
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  const headers = ["Host", "Exchange.Example:5443", "X-Two", "one", "x-two", "another"];
  await send(port, "POST", "/a/%62?c=d", [...headers, "content-type", "application/json"], '{ "a": 1 }');
  const [message] = seen;
  expect(message).toMatchObject({ method: "POST", target: "/a/%62?c=d", authority: "exchange.example:5443" });
  expect(Buffer.from(message?.body ?? []).toString()).toBe('{ "a": 1 }');
  expect(message?.fields.get("host")).toEqual(["Exchange.Example:5443"]);
  expect(message?.fields.get("x-two")).toEqual(["one", "another"]);
  expect(message?.fields.get("x-three")).toBeUndefined();
  expect(message?.certifiedKeyId()).toBeNull();
});

it("a body that nobody kept as it came does not pass for none", async () => {
  app = await buildApp([
    (routes) => {
      routes.removeAllContentTypeParsers();
      routes.addContentTypeParser("application/json", { parseAs: "string" }, (_, text, done) => {
        done(null, JSON.parse(text as string));
      });
      routes.post("/", (request) => ({ bytes: messageOf(request).body.length }));
    },
  ]);
  const reply = await app.inject({ method: "POST", url: "/", payload: { a: 1 } });
  expect(reply.statusCode).toBe(500);
});
