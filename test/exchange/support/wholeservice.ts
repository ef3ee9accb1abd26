/**
 * The whole service for tests: every route, its own keys, one registered participant, one upstream on loopback; kept in
 * memory unless a store is given.
 */
import { createHash, randomBytes } from "node:crypto";
import { systemRandom } from "../../../src/core/random.ts";
import { adminAuthenticator } from "../../../src/exchange/auth/adminauthenticator.ts";
import { authenticator } from "../../../src/exchange/auth/authenticator.ts";
import { depositRoutes } from "../../../src/exchange/deposits/depositroutes.ts";
import { usualDepositRules } from "../../../src/exchange/deposits/depositing.ts";
import type { ReceiptSigner } from "../../../src/exchange/deposits/receipt.ts";
import { gatewayRoutes } from "../../../src/exchange/gateway/gatewayroutes.ts";
import { openUpstreams } from "../../../src/exchange/gateway/upstream.ts";
import { buildApp } from "../../../src/exchange/http/app.ts";
import type { AppOptions } from "../../../src/exchange/http/app.ts";
import type { App } from "../../../src/exchange/http/routes.ts";
import { createMetrics, measureStore } from "../../../src/exchange/http/metrics.ts";
import { limitCallers } from "../../../src/exchange/http/ratelimits.ts";
import { serviceKeyRoutes } from "../../../src/exchange/keys/servicekeyroutes.ts";
import { loadServiceKeys } from "../../../src/exchange/keys/servicekeys.ts";
import type { ServiceKeys } from "../../../src/exchange/keys/servicekeys.ts";
import { participantRoutes } from "../../../src/exchange/participants/participantroutes.ts";
import { openMemoryStore } from "../../../src/exchange/store/memory/memorystore.ts";
import type { Store } from "../../../src/exchange/store/contract/store.ts";
import { vaultRoutes } from "../../../src/exchange/vault/vaultroutes.ts";
import { participantOf, party } from "./signingparty.ts";
import type { Party } from "./signingparty.ts";
import { startUpstream } from "./misbehavingupstream.ts";
import type { Upstream } from "./misbehavingupstream.ts";

/** Host and port that signatures name. */
export const AUTHORITY = "exchange.example";
export const UPSTREAM_NAME = "documents";
const UPSTREAM_MILLISECONDS = 100;
const UPSTREAM_BYTES = 20_000;

export interface WholeService {
  readonly app: App;
  /** Beside the service: what is done here is not counted by it. */
  readonly store: Store;
  readonly keys: ServiceKeys;
  readonly upstream: Upstream;
  readonly adminToken: string;
  /** Whom the service knows. */
  readonly office: Party;
  readonly close: () => Promise<void>;
}

export interface WholeServiceOptions extends Pick<AppOptions, "credentials" | "patience" | "log"> {
  readonly store?: Store;
  /** What the service asks instead of the store: it may watch. */
  readonly watch?: (store: Store) => Store;
}

export async function startWholeService({
  store = openMemoryStore(),
  watch = (watched) => watched,
  ...given
}: WholeServiceOptions = {}): Promise<WholeService> {
  const now = Date.now;
  const random = systemRandom;
  const office = party("post-office");
  await store.addParticipant(participantOf(office));
  const protection = { kind: "key-file", bytes: randomBytes(32) } as const;
  const keys = await loadServiceKeys({ store, protection, now, rsaBits: 2048 });
  const upstream = await startUpstream();
  const adminToken = randomBytes(32).toString("base64url");
  const tokenHash = createHash("sha256").update(adminToken).digest();

  const metrics = createMetrics();
  const watched = watch(measureStore(store, metrics));
  const authenticateAdmin = adminAuthenticator({ tokenHash });
  const proof = { store: watched, now, authority: AUTHORITY };
  const authenticate = limitCallers(authenticator(proof));
  const upstreams = openUpstreams({
    [UPSTREAM_NAME]: {
      url: upstream.url,
      timeoutMilliseconds: UPSTREAM_MILLISECONDS,
      maxAnswerBytes: UPSTREAM_BYTES,
    },
    gone: { url: "http://127.0.0.1:1/" },
  });
  const app = await buildApp(
    [
      serviceKeyRoutes({ keys }),
      vaultRoutes({ store: watched, keys, now, random }),
      gatewayRoutes({ keys, upstreams, allowCbc: true }),
      participantRoutes({ ...proof, random, registration: "open", authenticateAdmin }),
      depositRoutes({
        store: watched,
        authenticate,
        receiptSigner: () => receiptSignerOf(keys),
        rules: usualDepositRules,
        now,
      }),
    ],
    { ...given, metrics, authenticateAdmin, ready: () => watched.ping(), now },
  );
  return {
    app,
    store,
    keys,
    upstream,
    adminToken,
    office,
    close: async () => {
      await app.close();
      await upstream.close();
      await store.close();
    },
  };
}

function receiptSignerOf(keys: ServiceKeys): ReceiptSigner {
  const { publicKey, privateKey } = keys.current().identity;
  return {
    keyId: publicKey.fingerprint,
    sign: (bytes) => privateKey.algorithm.sign(bytes, privateKey.key),
  };
}
