import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { X509Certificate } from "node:crypto";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startStatusService } from "../../src/exchange/example/status.ts";
import type { StatusService } from "../../src/exchange/example/status.ts";
import { gatewayRoutes } from "../../src/exchange/gateway/gatewayroutes.ts";
import { openUpstreams } from "../../src/exchange/gateway/upstream.ts";
import { buildApp } from "../../src/exchange/http/app.ts";
import type { App, Routes } from "../../src/exchange/http/routes.ts";
import { serviceKeyRoutes } from "../../src/exchange/keys/servicekeyroutes.ts";
import type { KeyGeneration } from "../../src/exchange/keys/generation.ts";
import type { ServiceKeys } from "../../src/exchange/keys/servicekeys.ts";
import { generationOf } from "../exchange/keys/support/generations.ts";
import { emptyFolder, run } from "./support/run.ts";
import type { Ran } from "./support/run.ts";

let generations: readonly KeyGeneration[];
let all: readonly [KeyGeneration, KeyGeneration, KeyGeneration];
let example: StatusService;
let app: App;
let secureApp: App;
let url: string;
let secureUrl: string;
let certificate: string;

beforeAll(async () => {
  all = [await generationOf(1), await generationOf(2), await generationOf(3)];
  example = await startStatusService({ "3f9a": { status: "délivré", since: "2026-01-31" } }, 0);
  const keys: ServiceKeys = {
    all: () => generations,
    current: () => generations.at(-1) ?? all[0],
    refresh: () => Promise.resolve(),
  };
  const routes = (): Routes[] => [
    serviceKeyRoutes({ keys }),
    gatewayRoutes({ keys, upstreams: openUpstreams({ status: { url: example.url } }) }),
  ];
  const own = await generate([{ name: "commonName", value: "exchange" }], { keyType: "ec" });
  certificate = new X509Certificate(own.cert).fingerprint256;
  app = await buildApp(routes());
  secureApp = await buildApp(routes(), { credentials: { key: own.private, cert: own.cert } });
  const listen = async (one: App): Promise<number> => {
    await one.listen({ host: "127.0.0.1", port: 0 });
    return (one.server.address() as AddressInfo).port;
  };
  url = `http://127.0.0.1:${await listen(app)}`;
  secureUrl = `https://127.0.0.1:${await listen(secureApp)}`;
}, 60_000);
afterAll(async () => {
  await app.close();
  await secureApp.close();
  await example.close();
});

let cwd: string;
beforeEach(() => {
  const made = emptyFolder();
  cwd = made.folder;
  generations = [all[0]];
  writeFileSync(path.join(cwd, "ask.json"), '{"document_id":"3f9a"}');
  return made.remove;
});
const answered = '{"document_id":"3f9a","status":"délivré","since":"2026-01-31"}';
const call = (...args: readonly string[]): Promise<Ran> => run(["call", ...args], { cwd });
const status = (...args: readonly string[]): Promise<Ran> =>
  call(url, "status", "--in-json", "ask.json", ...args);
const rsaOf = (generation: KeyGeneration): string => generation.rsa.publicKey.fingerprint;

describe("qrseal call", () => {
  it("prints the answer exactly, and says once that the service is new", async () => {
    const first = await status();
    expect(first.stdout.toString()).toBe(answered);
    expect(first.stderr).toBe(
      `warning: ${url} is called for the first time, and its key ${rsaOf(all[0])} is believed from now on; compare it with what its operator says\n`,
    );
    expect(first.status).toBe(0);
    const second = await status();
    expect([second.stdout.toString(), second.stderr, second.status]).toEqual([answered, "", 0]);
  });

  it("follows the keys of the service, and refuses those that nothing vouches for", async () => {
    await status("--quiet");
    generations = [all[0], all[1]];
    const followed = await status();
    expect(followed.stderr).toContain(`${url} has a new key, ${rsaOf(all[1])}`);
    expect(followed.status).toBe(0);
    generations = [all[2]];
    const refused = await status();
    expect(refused.stdout.toString()).toBe("");
    expect(refused.stderr).toContain("[exchange/other-keys]");
    expect(refused.status).toBe(6);
    const pinned = await status("--pin", rsaOf(all[2]));
    expect([pinned.stdout.toString(), pinned.stderr, pinned.status]).toEqual([answered, "", 0]);
    expect((await status()).status).toBe(0);
  });

  it("writes the answer to a file, and reports it", async () => {
    const ran = await status("--out", "answer.json", "--json", "--quiet");
    expect(readFileSync(path.join(cwd, "answer.json"), "utf8")).toBe(answered);
    expect(JSON.parse(ran.stdout.toString())).toEqual({
      ok: true,
      service: url,
      name: "status",
      answer: { file: "answer.json", bytes: Buffer.byteLength(answered), status: 200 },
    });
    const again = await status("--out", "answer.json");
    expect(again.stderr).toContain("[output/exists]");
  });

  it("knows the service by the certificate that was given, and need not be told again", async () => {
    const secure = [secureUrl, "status", "--in-json", "ask.json", "--quiet"];
    const stranger = await call(...secure);
    expect(stranger.stderr).toContain("[exchange/not-the-service]");
    expect(stranger.stderr).toContain(certificate.replaceAll(":", "").toLowerCase());
    expect(stranger.status).toBe(6);
    expect((await call(...secure, "--service-certificate", certificate)).stdout.toString()).toBe(answered);
    expect((await call(...secure)).stdout.toString()).toBe(answered);
  });

  it.each([
    ["a document that is no JSON", "{", "http://127.0.0.1:1", "document/not-json", 3],
    ["an address of another kind", "{}", "http://exchange.example", "exchange/bad-address", 2],
    ["an address where nobody answers", "{}", "http://127.0.0.1:1", "exchange/unreachable", 7],
  ])("refuses %s", async (_, document, address, code, expected) => {
    writeFileSync(path.join(cwd, "given.json"), document);
    const ran = await call(address, "status", "--in-json", "given.json");
    expect(ran.stderr).toContain(`[${code}]`);
    expect(ran.status).toBe(expected);
    expect(ran.stdout.toString()).toBe("");
  });

  it("tells what the service behind the gateway refuses, in the language of the desk", async () => {
    writeFileSync(path.join(cwd, "ask.json"), '{"document_id":"none"}');
    const ran = await run(["call", url, "status", "--in-json", "ask.json", "--quiet"], {
      cwd,
      env: { LANG: "fr_FR.UTF-8" },
    });
    expect(ran.stderr).toContain("no document of this id (HTTP 404) [exchange/refused]");
    expect(ran.stderr).toMatch(/^erreur : /m);
    expect(ran.status).toBe(2);
  });

  it("takes no damaged record for an empty one", async () => {
    await status("--quiet");
    writeFileSync(path.join(cwd, "keys", "services.json"), '[{"url":1}]');
    const ran = await status();
    expect(ran.stderr).toContain("[exchange/bad-record]");
    expect(ran.status).toBe(3);
  });
});
