/** The service as a whole, over real TLS, with a store in memory. */
import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect } from "node:tls";
import type { ConnectionOptions, TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Agent, request } from "undici";
import { readConfig } from "../../src/exchange/config/config.ts";
import type { Config } from "../../src/exchange/config/config.ts";
import { rotateKeys, startServer } from "../../src/exchange/server.ts";
import type { RunningService, Surroundings } from "../../src/exchange/server.ts";
import { openMemoryStore } from "../../src/exchange/store/memory/memorystore.ts";
import type { Store } from "../../src/exchange/store/contract/store.ts";
import { systemRandom } from "../../src/core/random.ts";
import { hasSslscan, sslscan } from "./http/support/sslscan.ts";

let folder: string;
let store: Store;
let service: RunningService;
let config: Config;
let time = Date.now();
const lines: string[] = [];

const configure = (flags: Readonly<Record<string, unknown>>): Config =>
  readConfig({ flags: { data: folder, port: 0, rsaBits: 2048, ...flags } }).config;

/** Its store outlives it: the tests start several services on one. */
const surroundings: Surroundings = {
  now: () => time,
  random: systemRandom,
  log: (line) => lines.push(line),
  restrict: () => Promise.resolve(true),
  open: () =>
    Promise.resolve(Object.assign(Object.create(store) as Store, { close: () => Promise.resolve() })),
};

beforeAll(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), "qrseal-server-")), "data");
  store = openMemoryStore();
  config = configure({});
  service = await startServer(config, surroundings);
});
afterAll(async () => {
  await service.close();
  await rm(path.dirname(folder), { recursive: true });
});

const agent = new Agent({ connect: { rejectUnauthorized: false } });
afterAll(() => agent.close());

async function get(url: string, headers = {}): Promise<{ status: number; body: unknown }> {
  const answer = await request(url, { dispatcher: agent, headers });
  return { status: answer.statusCode, body: await answer.body.json().catch(() => null) };
}

/** The connection, once the handshake is done; rejects where it fails. */
function handshake(options: ConnectionOptions, { url } = service): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const port = Number(new URL(url).port);
    const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false, ...options }, () => {
      resolve(socket);
    });
    socket.on("error", reject);
  });
}

describe("the service", () => {
  it("serves every kind of route over TLS", async () => {
    expect(service.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    for (const route of ["/healthz", "/readyz", "/v1/keys", "/api/encryption/public-key/"]) {
      expect([route, (await get(service.url + route)).status]).toEqual([route, 200]);
    }
    const { body } = await get(`${service.url}/openapi.json`);
    const { paths } = body as { paths: object };
    for (const route of [
      "/store",
      "/retrieve",
      "/v1/vault",
      "/v1/participants",
      "/v1/deposits",
      "/v1/keys",
    ]) {
      expect(Object.keys(paths)).toContain(route);
    }
  });

  it("made a folder, a token, a key file and a certificate that nobody else reads", async () => {
    for (const name of ["admin-token", "service.key", "tls.key"]) {
      const { mode } = await stat(path.join(folder, name));
      expect(process.platform === "win32" || (mode & 0o777) === 0o600).toBe(true);
    }
    expect(service.adminTokenFile).toBe(path.join(folder, "admin-token"));
    const token = (await readFile(service.adminTokenFile, "utf8")).trim();
    const listed = await get(`${service.url}/v1/participants`, { authorization: `Bearer ${token}` });
    expect(listed.status).toBe(200);
    expect(lines.join("")).not.toContain(token);
  });

  it("keeps token, keys and certificate when it is started again", async () => {
    const again = await startServer(config, surroundings);
    expect([again.fingerprint, again.certificateMade]).toEqual([service.fingerprint, null]);
    const keys = (one: RunningService): Promise<unknown> => get(`${one.url}/v1/keys`);
    expect(await keys(again)).toEqual(await keys(service));
    await again.close();
  });

  it("takes up keys that were rotated beside it", async () => {
    const rotated = await rotateKeys(config, surroundings);
    const { body } = await get(`${service.url}/v1/keys`);
    expect(body).toMatchObject({ current: rotated.generation });
  });

  it("asks for a signature where only participants may ask, and gives its public key to all", async () => {
    const closed = await startServer(
      configure({ vaultAccess: "participants", apiAccess: "participants", metricsAccess: "admin" }),
      surroundings,
    );
    const post = async (route: string, body: object): Promise<unknown> => {
      const headers = { "content-type": "application/json" };
      const options = { method: "POST", dispatcher: agent, headers, body: JSON.stringify(body) } as const;
      return (await request(closed.url + route, options)).body.json();
    };
    expect(await post("/store", { data: "x" })).toMatchObject({ code: "signature/missing" });
    const sealed = { encrypted_data: "AAAA", encrypted_session_key: "AAAA" };
    expect(await post("/api/encryption/test/", sealed)).toMatchObject({ code: "signature/missing" });
    expect((await get(`${closed.url}/api/encryption/public-key/`)).status).toBe(200);
    expect((await get(`${closed.url}/metrics`)).status).toBe(401);
    await closed.close();
  });
});

describe("the certificate", () => {
  it("is ECDSA on P-256 for localhost and the host, for less than 826 days, and its fingerprint is told", async () => {
    const certificate = new X509Certificate(await readFile(path.join(folder, "tls.crt")));
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
    expect([certificate.checkHost("localhost"), certificate.checkIP("127.0.0.1")]).toEqual([
      "localhost",
      "127.0.0.1",
    ]);
    expect(certificate.ca).toBe(false);
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000;
    expect(days).toBeGreaterThan(700);
    expect(days).toBeLessThanOrEqual(825);
    const socket = await handshake({});
    const shown = socket.getPeerX509Certificate()?.fingerprint256.replaceAll(":", "").toLowerCase();
    expect(shown).toBe(service.fingerprint);
    socket.destroy();
  });

  it("is renewed when its time is over, without a restart, and the log says so", async () => {
    time += 830 * 86_400_000;
    lines.length = 0;
    await service.reloadCertificate();
    time = Date.now();
    const socket = await handshake({ minVersion: "TLSv1.2", maxVersion: "TLSv1.2" });
    const shown = socket.getPeerX509Certificate()?.fingerprint256.replaceAll(":", "").toLowerCase();
    socket.destroy();
    expect(shown).not.toBe(service.fingerprint);
    expect(lines.join("")).toContain(`"fingerprint":"${shown ?? ""}","msg":"certificate expired`);
    // What is allowed did not change with it.
    await expect(handshake({ maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA" })).rejects.toThrow();
  });

  it("of the operator is taken, and one that is broken later leaves the old in use", async () => {
    const files = { tlsCert: path.join(folder, "own.crt"), tlsKey: path.join(folder, "own.key") };
    await writeFile(files.tlsCert, await readFile(path.join(folder, "tls.crt")));
    await writeFile(files.tlsKey, await readFile(path.join(folder, "tls.key")));
    const own = await startServer(configure(files), surroundings);
    await writeFile(files.tlsCert, "broken");
    lines.length = 0;
    await own.reloadCertificate();
    expect(lines.join("")).toContain("certificate not reloaded");
    const socket = await handshake({}, own);
    const shown = socket.getPeerX509Certificate()?.fingerprint256.replaceAll(":", "").toLowerCase();
    expect(shown).toBe(own.fingerprint);
    socket.destroy();
    await own.close();
  });
});

describe("TLS", () => {
  it.each([
    ["TLSv1", "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"],
    ["TLSv1.1", "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"],
    ["TLSv1.2", "ECDHE-ECDSA-AES128-SHA256"],
    ["TLSv1.2", "ECDHE-ECDSA-AES256-SHA384"],
    ["TLSv1.2", "ECDHE-ECDSA-AES128-CCM8"],
    ["TLSv1.2", "ECDHE-ECDSA-ARIA128-GCM-SHA256"],
    ["TLSv1.2", "AES128-GCM-SHA256"],
    ["TLSv1.2", "DHE-RSA-AES128-GCM-SHA256"],
  ] as const)("does not speak %s with %s", async (version, ciphers) => {
    const options = { minVersion: version, maxVersion: version, ciphers } as const;
    await expect(handshake(options)).rejects.toThrow();
  });

  it.each([
    [{ maxVersion: "TLSv1.2" }, "ECDHE-ECDSA-AES256-GCM-SHA384"],
    [
      { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305" },
      "ECDHE-ECDSA-CHACHA20-POLY1305",
    ],
    [{}, "TLS_AES_256_GCM_SHA384"],
  ] as const)("with %j comes to %s", async (options, name) => {
    const socket = await handshake(options);
    expect(socket.getCipher().name).toBe(name);
    socket.destroy();
  });

  it.skipIf(!hasSslscan)("offers exactly this, in the eyes of sslscan", async () => {
    const { host } = new URL(service.url);
    const stdout = await sslscan(["--no-colour", "--no-check-certificate", host]);
    const suites = Array.from(stdout.matchAll(/^(?:Preferred|Accepted)\s+(\S+)\s+\d+ bits\s+(\S+)/gm));
    expect(suites.map(([, version, suite]) => `${version ?? ""} ${suite ?? ""}`)).toEqual([
      "TLSv1.3 TLS_AES_256_GCM_SHA384",
      "TLSv1.3 TLS_CHACHA20_POLY1305_SHA256",
      "TLSv1.3 TLS_AES_128_GCM_SHA256",
      "TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384",
      "TLSv1.2 ECDHE-ECDSA-CHACHA20-POLY1305",
      "TLSv1.2 ECDHE-ECDSA-AES128-GCM-SHA256",
    ]);
  });
});

describe("it does not start", () => {
  it("on a port that is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startServer(configure({ port }), surroundings)).rejects.toMatchObject({
      code: "service/port-in-use",
      facts: { host: "127.0.0.1", port },
    });
    other.close();
  });

  it("on an address of another machine", async () => {
    await expect(startServer(configure({ host: "192.0.2.1" }), surroundings)).rejects.toMatchObject({
      code: "service/cannot-listen",
    });
  });

  it("with a key of another certificate, no certificate, no key, or none that can be read", async () => {
    const certificate = path.join(folder, "tls.crt");
    const other = path.join(folder, "other.key");
    const openssl = ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", other];
    execFileSync("openssl", openssl, { stdio: "ignore" });
    const refused = (tlsCert: string, tlsKey: string, code: string): Promise<void> =>
      expect(startServer(configure({ tlsCert, tlsKey }), surroundings)).rejects.toMatchObject({ code });
    await refused(certificate, other, "service/key-mismatch");
    await refused(other, other, "service/bad-certificate");
    await refused(certificate, certificate, "service/bad-key");
    await refused(certificate, path.join(folder, "absent"), "service/file-unreadable");
  });

  it("where its folder is a file, or its token is none", async () => {
    const file = path.join(folder, "file");
    await writeFile(file, "short");
    const refused = (flags: object, code: string): Promise<void> =>
      expect(startServer(configure({ ...flags }), surroundings)).rejects.toMatchObject({ code });
    await refused({ data: path.join(file, "data") }, "service/data-folder");
    await refused({ adminTokenFile: file }, "service/bad-admin-token");
    await refused({ keyFile: file }, "servicekeys/bad-key-file");
    await refused({ passphraseFile: file }, "servicekeys/not-opened");
  });
});
