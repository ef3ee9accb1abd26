import { describe, expect, it } from "vitest";
import { QrsealError } from "../../../src/core/index.ts";
import { readConfig, withoutSecrets } from "../../../src/exchange/config/config.ts";
import type { ConfigSources } from "../../../src/exchange/config/config.ts";
import { flagOf, settingNames, variableOf } from "../../../src/exchange/config/settings.ts";

const file = (value: unknown): { path: string; text: string } => ({
  path: "serve.json",
  text: typeof value === "string" ? value : JSON.stringify(value),
});

function refusalOf(sources: ConfigSources): { code: string; facts: object; message: string } {
  try {
    readConfig(sources);
  } catch (error) {
    if (error instanceof QrsealError) return error;
    throw error;
  }
  throw new Error("was taken");
}

describe("the configuration", () => {
  it("is safe where nobody says anything", () => {
    const { config, origins } = readConfig({});
    expect(config).toMatchObject({
      host: "127.0.0.1",
      port: 5443,
      plainHttp: false,
      allowCbc: false,
      trustProxy: [],
      depositDays: 31,
      depositBytes: 16 * 1024 * 1024,
      upstreams: {},
    });
    expect(new Set(Object.values(origins))).toEqual(new Set(["default"]));
    expect(Object.keys(config)).toEqual(settingNames);
  });

  it("comes from flags before the environment before the file, and says where each value is from", () => {
    const { config, origins } = readConfig({
      file: file({ port: 1, ratePerKey: 11, depositDays: 5 }),
      env: { QRSEAL_SERVE_PORT: "2", QRSEAL_SERVE_RATE_PER_KEY: "12", PATH: "/bin", QRSEAL_PASSPHRASE: "x" },
      flags: { port: "3", host: undefined },
    });
    expect(config).toMatchObject({ port: 3, ratePerKey: 12, depositDays: 5, host: "127.0.0.1" });
    expect(origins).toMatchObject({
      port: "--port",
      ratePerKey: "QRSEAL_SERVE_RATE_PER_KEY",
      depositDays: "serve.json",
      host: "default",
    });
  });

  it("is read from texts as from JSON", () => {
    const env = {
      QRSEAL_SERVE_ALLOW_CBC: "true",
      QRSEAL_SERVE_TRUST_PROXY: "10.0.0.1,fd00::/8",
      QRSEAL_SERVE_UPSTREAMS: '{"status":{"url":"https://status.example/v1","timeoutMilliseconds":500}}',
      QRSEAL_SERVE_DATABASE_URL: "postgres://a:b@db/x",
    };
    expect(readConfig({ env }).config).toEqual(
      readConfig({
        file: file({
          allowCbc: true,
          trustProxy: ["10.0.0.1", "fd00::/8"],
          upstreams: { status: { url: "https://status.example/v1", timeoutMilliseconds: 500 } },
          databaseUrl: "postgres://a:b@db/x",
        }),
      }).config,
    );
  });

  it("names every setting in its own way to each source", () => {
    expect([variableOf("databaseUrl"), flagOf("databaseUrl")]).toEqual([
      "QRSEAL_SERVE_DATABASE_URL",
      "--database-url",
    ]);
    expect(new Set(settingNames.map(variableOf)).size).toBe(settingNames.length);
    expect(new Set(settingNames.map(flagOf)).size).toBe(settingNames.length);
  });
});

describe("refused is", () => {
  it.each<[string, ConfigSources, string, object]>([
    [
      "a key that is none",
      { file: file({ prot: 1 }) },
      "unknown-setting",
      { setting: "prot", origin: "serve.json" },
    ],
    [
      "a key of the prototype",
      { file: file('{"__proto__":1}') },
      "unknown-setting",
      { setting: "__proto__" },
    ],
    [
      "a variable that is none",
      { env: { QRSEAL_SERVE_PROT: "1" } },
      "unknown-setting",
      { setting: "QRSEAL_SERVE_PROT" },
    ],
    [
      "a number out of bounds",
      { flags: { port: "70000" } },
      "bad-setting",
      { origin: "--port", form: "0-65535" },
    ],
    ["a number that is a text", { file: file({ port: "5443" }) }, "bad-setting", { setting: "port" }],
    ["a number with more behind it", { flags: { port: "5443x" } }, "bad-setting", { setting: "port" }],
    ["half a truth", { env: { QRSEAL_SERVE_ALLOW_CBC: "1" } }, "bad-setting", { setting: "allowCbc" }],
    ["another choice", { flags: { registration: "nobody" } }, "bad-setting", { form: "open|admin" }],
    ["another database", { flags: { databaseUrl: "mysql://a" } }, "bad-setting", { setting: "databaseUrl" }],
    [
      "more in an upstream",
      { file: file({ upstreams: { a: { url: "http://a", x: 1 } } }) },
      "bad-setting",
      {},
    ],
    [
      "an upstream of another scheme",
      { file: file({ upstreams: { a: { url: "file:///a" } } }) },
      "bad-setting",
      {},
    ],
    ["deposits longer than a year", { flags: { depositDays: "367" } }, "bad-setting", {}],
    ["no JSON", { file: file("{") }, "bad-config-file", { path: "serve.json" }],
    ["a list", { file: file([]) }, "bad-config-file", {}],
    ["a certificate without its key", { flags: { tlsCert: "c" } }, "needs-another", { other: "tlsKey" }],
    ["a key without its certificate", { flags: { tlsKey: "k" } }, "needs-another", { other: "tlsCert" }],
    ["two protections", { flags: { keyFile: "k", passphraseFile: "p" } }, "conflict", {}],
    [
      "plain HTTP for all",
      { flags: { plainHttp: true, host: "0.0.0.0" } },
      "plain-http",
      { host: "0.0.0.0" },
    ],
    ["plain HTTP by a name", { flags: { plainHttp: true, host: "127.0.0.1.example" } }, "plain-http", {}],
  ])("%s", (_, sources, code, facts) => {
    const refusal = refusalOf(sources);
    expect(refusal.code).toBe(`service/${code}`);
    expect(refusal.facts).toMatchObject(facts);
  });

  it.each(["127.0.0.1", "127.9.9.9", "::1", "localhost"])("not plain HTTP on %s", (host) => {
    expect(readConfig({ flags: { plainHttp: true, host } }).config.host).toBe(host);
  });

  it("without repeating the value", () => {
    const { message } = refusalOf({ flags: { databaseUrl: "mysql://user:CANARY@db" } });
    expect(message).not.toContain("CANARY");
  });
});

describe("what is shown", () => {
  it("holds no secret", () => {
    const { config } = readConfig({
      file: file({
        databaseUrl: "postgres://exchange:CANARY@db.example:5432/exchange?sslmode=require&password=CANARY",
        upstreams: {
          status: {
            url: "https://user:CANARY@status.example/v1?token=CANARY",
            headers: { Authorization: "Bearer CANARY", "X-Key": "CANARY" },
          },
        },
      }),
    });
    const shown = withoutSecrets(config);
    expect(JSON.stringify(shown)).not.toContain("CANARY");
    expect(shown).toEqual({
      ...config,
      databaseUrl: "postgres://exchange:***@db.example:5432/exchange?sslmode=require&password=***",
      upstreams: {
        status: {
          url: "https://user:***@status.example/v1?token=***",
          headers: { Authorization: "***", "X-Key": "***" },
        },
      },
    });
  });
});
