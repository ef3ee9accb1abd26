/** What the service offers in TLS, to the last suite and group: found out by asking, and held against a list. */
import type { AddressInfo } from "node:net";
import { connect } from "node:tls";
import type { ConnectionOptions } from "node:tls";
import { generate } from "selfsigned";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../../src/exchange/http/app.ts";
import type { App } from "../../../src/exchange/http/routes.ts";
import { hasSslscan, sslscan } from "./support/sslscan.ts";

if (!hasSslscan) console.info("skipped: sslscan was not found, which tries every suite");

it.runIf(process.env["CI"] === "true")("CI has sslscan", () => {
  expect(hasSslscan).toBe(true);
});

const protocols = { "ssl 2": 0, "ssl 3": 0, "tls 1.0": 0, "tls 1.1": 0, "tls 1.2": 1, "tls 1.3": 1 };
const suites13 = [
  "preferred TLSv1.3 TLS_AES_256_GCM_SHA384",
  "accepted TLSv1.3 TLS_CHACHA20_POLY1305_SHA256",
  "accepted TLSv1.3 TLS_AES_128_GCM_SHA256",
];
/** IANA's numbers: secp256r1, secp384r1, x25519. */
const groups13 = ["TLSv1.3 0x0017", "TLSv1.3 0x0018", "TLSv1.3 0x001d"];

const golden = {
  rsa: {
    suites: [
      ...suites13,
      "preferred TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384",
      "accepted TLSv1.2 ECDHE-RSA-CHACHA20-POLY1305",
      "accepted TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256",
    ],
    groups: [...groups13, "TLSv1.2 0x0017", "TLSv1.2 0x0018", "TLSv1.2 0x001d"],
  },
  ec: {
    suites: [
      ...suites13,
      "preferred TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384",
      "accepted TLSv1.2 ECDHE-ECDSA-CHACHA20-POLY1305",
      "accepted TLSv1.2 ECDHE-ECDSA-AES128-GCM-SHA256",
    ],
    // Before 1.3 the groups that a client names are those of certificates too, and this one is on P-256 (RFC 8422 §5.1).
    groups: [...groups13, "TLSv1.2 0x0017"],
  },
} as const;

describe.each(["rsa", "ec"] as const)("with a certificate of kind %s", (keyType) => {
  let app: App;
  let port = 0;

  beforeAll(async () => {
    const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], { keyType });
    app = await buildApp([], { credentials: { cert, key } });
    await app.listen({ host: "127.0.0.1", port: 0 });
    ({ port } = app.server.address() as AddressInfo);
  });
  afterAll(() => app.close());

  /** The version that is agreed on, or the code of what went wrong. */
  const agree = (options: ConnectionOptions): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect({ ...options, host: "127.0.0.1", port, rejectUnauthorized: false }, () => {
        resolve(socket.getProtocol() ?? "");
        socket.destroy();
      });
      socket.on("error", (error: NodeJS.ErrnoException) => {
        resolve(error.code ?? "");
      });
    });

  it.skipIf(!hasSslscan)("offers what is listed and nothing else", async () => {
    const stdout = await sslscan(["--xml=-", `127.0.0.1:${port}`]);
    const found = (element: string): Readonly<Record<string, string>>[] =>
      Array.from(stdout.matchAll(new RegExp(`<${element} (.*?)/>`, "g")), ([, fields = ""]) =>
        Object.fromEntries(
          Array.from(fields.matchAll(/(\w+)="(.*?)"/g), ([, name = "", value = ""]) => [name, value]),
        ),
      );
    expect(
      Object.fromEntries(
        found("protocol").map(({ type, version, enabled }) => [
          `${type ?? ""} ${version ?? ""}`,
          Number(enabled),
        ]),
      ),
    ).toEqual(protocols);
    const suites = found("cipher").map((each) =>
      [each["status"], each["sslversion"], each["cipher"]].join(" "),
    );
    expect(suites).toEqual(golden[keyType].suites);
    const groups = found("group").map((each) => [each["sslversion"], each["id"]].join(" "));
    expect(groups).toEqual(golden[keyType].groups);
    expect(found("renegotiation")).toEqual([{ supported: "0", secure: "0" }]);
  });

  it("TLS 1.3 is preferred, 1.2 is taken, 1.1 is refused", async () => {
    expect(await agree({})).toBe("TLSv1.3");
    expect(await agree({ maxVersion: "TLSv1.2" })).toBe("TLSv1.2");
    // Level 0, else the client itself would not try.
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "ALL:@SECLEVEL=0" } as const;
    expect(await agree(old)).toBe("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION");
  });

  it.each([
    "ECDHE-RSA-AES256-SHA",
    "AES256-GCM-SHA384",
    "DHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES256-CCM",
  ])("%s is refused", async (ciphers) => {
    expect(await agree({ ciphers, maxVersion: "TLSv1.2" })).toMatch(/HANDSHAKE_FAILURE/);
  });
});
