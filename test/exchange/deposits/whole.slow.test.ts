/**
 * The whole way with nothing stood in for: SQLite on the disk, the service's own keys, signed requests, TLS with a pinned
 * certificate; and the service stopped and started again in the middle.
 */
import { createHash, randomBytes, X509Certificate } from "node:crypto";
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { FastifyRequest } from "fastify";
import { generate } from "selfsigned";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDeposit, QrsealError, sealDeposit, systemRandom } from "../../../src/core/index.ts";
import { authenticator } from "../../../src/exchange/auth/authenticator.ts";
import {
  confirmCollected,
  connect,
  fetchDeposit,
  newReaderClaim,
  registerParticipant,
  uploadDeposit,
} from "../../../src/exchange/client/index.ts";
import type { Connection, Signer } from "../../../src/exchange/client/index.ts";
import { depositRoutes } from "../../../src/exchange/deposits/depositroutes.ts";
import { usualDepositRules } from "../../../src/exchange/deposits/depositing.ts";
import { buildApp } from "../../../src/exchange/http/app.ts";
import type { App } from "../../../src/exchange/http/routes.ts";
import { limitCallers } from "../../../src/exchange/http/ratelimits.ts";
import { serviceKeyRoutes } from "../../../src/exchange/keys/servicekeyroutes.ts";
import { loadServiceKeys } from "../../../src/exchange/keys/servicekeys.ts";
import { participantRoutes } from "../../../src/exchange/participants/participantroutes.ts";
import { openStore } from "../../../src/exchange/store/openstore.ts";
import type { Store } from "../../../src/exchange/store/contract/store.ts";
import { furnish, listOfAnae } from "../../cli/support/office.ts";
import { emptyFolder, projectFolder, run } from "../../cli/support/run.ts";
import { signer as signerOf } from "../../core/envelope/compact/keys.ts";

const { folder, remove } = emptyFolder();
const signer: Signer = { key: signerOf("issuer-ed25519").privateKey };
const keyFile = randomBytes(32);
let certificate = { cert: "", key: "" };
let fingerprint = "";
let app: App;
let store: Store;
let connection: Connection;
let watch: (request: FastifyRequest) => void = () => undefined;

async function start(): Promise<void> {
  store = await openStore({ dataFolder: path.join(folder, "service") });
  const common = { store, now: Date.now };
  const protection = { kind: "key-file", bytes: keyFile } as const;
  const keys = await loadServiceKeys({ ...common, protection, rsaBits: 2048 });
  const proving = { ...common, authority: null };
  const receiptSigner = () => {
    const { publicKey, privateKey } = keys.current().identity;
    return { keyId: publicKey.fingerprint, sign: (bytes: Uint8Array) => privateKey.sign(bytes) };
  };
  app = await buildApp(
    [
      (one) => {
        one.addHook("onRequest", (request, _, done) => {
          watch(request);
          done();
        });
      },
      serviceKeyRoutes({ keys }),
      participantRoutes({
        ...proving,
        random: systemRandom,
        registration: "open",
        authenticateAdmin: () => undefined,
      }),
      depositRoutes({
        ...common,
        authenticate: limitCallers(authenticator(proving)),
        receiptSigner,
        rules: usualDepositRules,
      }),
    ],
    { credentials: certificate },
  );
  await app.listen({ port: 0, host: "127.0.0.1" });
  connection = connect({
    url: `https://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    certificateFingerprint: fingerprint,
    wait: () => Promise.resolve(),
  });
}

async function stop(): Promise<void> {
  await connection.close();
  await app.close();
  await store.close();
}

beforeAll(async () => {
  const made = await generate([{ name: "commonName", value: "exchange" }], { keySize: 2048 });
  certificate = { cert: made.cert, key: made.private };
  fingerprint = new X509Certificate(made.cert).fingerprint256;
  await start();
  await registerParticipant(connection, { name: "anae", signer, encryptionKey: null });
}, 60_000);
afterAll(async () => {
  await stop();
  remove();
});

/** Cuts the line in the middle of a request of this kind, once `count` of them were served. */
function cutAfter(count: number, kind: RegExp): void {
  let seen = 0;
  watch = (request) => {
    if (!kind.test(`${request.method} ${request.url}`)) return;
    seen += 1;
    if (seen <= count) return;
    request.raw.once("data", () => request.raw.socket.destroy());
    request.raw.once("end", () => request.raw.socket.destroy());
  };
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "ok",
    (error: unknown) => (error instanceof QrsealError ? error.code : String(error)),
  );

it(
  "16 MiB go up and down through a line that breaks, a restart, and a hundred readers",
  { timeout: 120_000 },
  async () => {
    const document = new Uint8Array(randomBytes(16 * 1024 * 1024));
    const sealed = sealDeposit(document, "application/pdf");
    const expiresAt = Math.floor(Date.now() / 1000) + 3600;
    const terms = { readToken: new Uint8Array(randomBytes(32)), expiresAt, once: true };

    cutAfter(20, /^PUT/);
    expect(await codeOf(uploadDeposit(connection, signer, sealed, terms))).toBe("exchange/unreachable");
    watch = () => undefined;
    await stop();
    await start();
    const sent: number[] = [];
    const uploaded = await uploadDeposit(connection, signer, sealed, terms, (bytes) => sent.push(bytes));
    expect(sent[0]).toBeGreaterThanOrEqual(20 * usualDepositRules.pieceBytes);
    expect(uploaded.claims).toMatchObject({ size: sealed.size, depositor: "anae", expires: expiresAt });

    const { id } = uploaded;
    const { compression, contentKey, digest, size, mediaType } = sealed;
    const ticket = { compression, contentKey, digest, size, mediaType, ...terms, id, origin: connection.url, certificate: null }; // prettier-ignore
    const claims = Array.from({ length: 100 }, newReaderClaim);
    cutAfter(3, /\/content$/);
    const parts: Uint8Array[] = [];
    const keep = (part: Uint8Array): Promise<void> => {
      parts.push(part);
      return Promise.resolve();
    };
    const outcomes = await Promise.all(
      claims.map((claim) => codeOf(fetchDeposit(connection, ticket, { claim, keep }))),
    );
    watch = () => undefined;
    expect(outcomes.filter((code) => code === "deposit/claimed")).toHaveLength(99);
    const winner = claims[outcomes.findIndex((code) => code !== "deposit/claimed")] ?? newReaderClaim();
    expect(outcomes).toContain("exchange/unreachable");
    await stop();
    await start();
    const had = Buffer.concat(parts);
    expect(had.length).toBe(3 * usualDepositRules.pieceBytes);
    const blob = await fetchDeposit(connection, ticket, { claim: winner, had });
    expect(Buffer.compare(openDeposit(blob, ticket), document)).toBe(0);
    await confirmCollected(connection, ticket, winner);
    expect(await codeOf(fetchDeposit(connection, ticket, { claim: winner }))).toBe("deposit/collected");
    expect(await store.pieceIndexes(Buffer.from(id).toString("hex"))).toEqual([]);
  },
);

it(
  "the commands do it over TLS, and the code itself tells the reader which certificate",
  { timeout: 60_000 },
  async () => {
    const signKey = path.join(folder, "anae.pem");
    copyFileSync(path.join(projectFolder, "fixtures/keys/issuer-ed25519_signing_private.pem"), signKey);
    chmodSync(signKey, 0o600);
    furnish(path.join(folder, "port"), "port", listOfAnae());
    const document = randomBytes(700_000);
    writeFileSync(path.join(folder, "plan.pdf"), document);
    const depositing = [
      ...["encrypt-to-qr", "plan.pdf", "plan.png", "--out-envelope", "plan.txt", "--sign-key", signKey],
      ...[
        "--public-key",
        path.join(projectFolder, "fixtures/keys/port_public.pem"),
        "--deposit",
        connection.url,
      ],
    ];
    const unknown = await run([...depositing, "--json"], { cwd: folder });
    expect(unknown.stdout.toString()).toContain('"exchange/not-the-service"');
    const drawn = await run([...depositing, "--service-certificate", fingerprint], { cwd: folder });
    expect([drawn.status, drawn.stderr]).toEqual([0, ""]);
    expect(drawn.stdout.toString()).toMatch(
      /^deposit {3}700016 bytes at https:.*\n.*\nreceipt {3}for anae, of /m,
    );
    const opened = await run(["scan-decrypt", "plan.txt", "got.pdf", "--keys", "port"], { cwd: folder });
    expect([opened.status, opened.stderr]).toEqual([0, ""]);
    expect(opened.stdout.toString()).toMatch(/^deposit {6}fetched from https:/m);
    const got = readFileSync(path.join(folder, "got.pdf"));
    expect(createHash("sha256").update(got).digest("hex")).toBe(
      createHash("sha256").update(document).digest("hex"),
    );
  },
);
