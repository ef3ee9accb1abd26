/** The service that a transcript's commands ask: the real routes in this process, in memory, on a free port. */
import { createHash, X509Certificate } from "node:crypto";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { systemRandom } from "../../../src/core/random.ts";
import { adminAuthenticator } from "../../../src/exchange/auth/adminauthenticator.ts";
import { authenticator } from "../../../src/exchange/auth/authenticator.ts";
import { depositRoutes } from "../../../src/exchange/deposits/depositroutes.ts";
import { usualDepositRules } from "../../../src/exchange/deposits/depositing.ts";
import { startStatusService } from "../../../src/exchange/example/status.ts";
import { gatewayRoutes } from "../../../src/exchange/gateway/gatewayroutes.ts";
import { openUpstreams } from "../../../src/exchange/gateway/upstream.ts";
import { buildApp } from "../../../src/exchange/http/app.ts";
import { limitCallers } from "../../../src/exchange/http/ratelimits.ts";
import { serviceKeyRoutes } from "../../../src/exchange/keys/servicekeyroutes.ts";
import { participantRoutes } from "../../../src/exchange/participants/participantroutes.ts";
import { openMemoryStore } from "../../../src/exchange/store/memory/memorystore.ts";
import { generationOf } from "../../exchange/keys/support/generations.ts";

export interface TranscriptService {
  /** What stands for <url>, <secure> (the same under https://), <certificate> (its fingerprint) and <deposit> (the id of the last one) in a transcript. */
  readonly facts: () => Readonly<Record<string, string>>;
  /** From now on the service's clock is so much ahead. */
  readonly moveClock: (milliseconds: number) => void;
  readonly close: () => Promise<void>;
}

export const ADMIN_TOKEN = "the-token-of-the-administration";

/** The document of this id was issued; of a participant's deposits it takes 3,000 bytes. */
const statuses = { "3f9a": { status: "issued", since: "2026-01-31" } };
const QUOTA = { bytes: 3_000, count: 1_000 };

export async function startTranscriptService(isTls: boolean): Promise<TranscriptService> {
  const store = openMemoryStore();
  const generation = await generationOf(1);
  const keys = { all: () => [generation], current: () => generation, refresh: () => Promise.resolve() };
  const example = await startStatusService(statuses, 0);
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const proving = { store, now, authority: null };
  const { publicKey, privateKey } = generation.identity;
  const own = isTls ? await generate([{ name: "commonName", value: "exchange" }], { keyType: "ec" }) : null;
  let lastDeposit = "";
  const app = await buildApp(
    [
      (served) => {
        served.addHook("onRequest", ({ url }, _, done) => {
          lastDeposit = /^\/v1\/deposits\/([0-9a-f]{32})\//.exec(url)?.[1] ?? lastDeposit;
          done();
        });
      },
      serviceKeyRoutes({ keys }),
      gatewayRoutes({
        keys,
        upstreams: openUpstreams({ status: { url: example.url }, gone: { url: "http://127.0.0.1:1/" } }),
      }),
      participantRoutes({
        ...proving,
        random: systemRandom,
        registration: "open",
        authenticateAdmin: adminAuthenticator({
          tokenHash: createHash("sha256").update(ADMIN_TOKEN).digest(),
        }),
      }),
      depositRoutes({
        store,
        authenticate: limitCallers(authenticator(proving)),
        receiptSigner: () => ({
          keyId: publicKey.fingerprint,
          sign: (bytes) => privateKey.sign(bytes),
        }),
        rules: { ...usualDepositRules, quota: QUOTA },
        now,
      }),
    ],
    { now, credentials: own === null ? null : { key: own.private, cert: own.cert } },
  );
  await app.listen({ host: "127.0.0.1", port: 0 });
  const url = `http${isTls ? "s" : ""}://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const certificate =
    own === null ? "" : new X509Certificate(own.cert).fingerprint256.replaceAll(":", "").toLowerCase();
  return {
    facts: () => ({
      "<url>": url,
      "<secure>": url.replace(/^http:/, "https:"),
      "<certificate>": certificate,
      "<deposit>": lastDeposit,
    }),
    moveClock: (milliseconds) => (ahead += milliseconds),
    close: async () => {
      await app.close();
      await example.close();
    },
  };
}
