/** Puts the service together: store, keys, areas, the listening application, and what has to be done now and then. */
import path from "node:path";
import type { RandomSource } from "../core/random.ts";
import { adminAuthenticator } from "./auth/adminauthenticator.ts";
import { authenticator } from "./auth/authenticator.ts";
import type { Config } from "./config/settings.ts";
import { adminTokenHash, makeDataFolder, readKeyFile, readPassphrase } from "./config/secretfiles.ts";
import { depositsArea } from "./deposits/area.ts";
import { usualDepositRules } from "./deposits/depositing.ts";
import { gatewayArea } from "./gateway/area.ts";
import { openUpstreams } from "./gateway/upstream.ts";
import { buildApp, changeCredentials, stopApp } from "./http/app.ts";
import type { App, Area, Authenticate } from "./http/area.ts";
import { ownCertificate, readCertificate } from "./http/certificate.ts";
import type { Restrict, ServiceCertificate } from "./http/certificate.ts";
import { listenFailure } from "./http/listenfailure.ts";
import { describeDefect } from "./http/logging.ts";
import { createMetrics, measureStore } from "./http/metrics.ts";
import { limitCallers } from "./http/ratelimits.ts";
import { keysArea } from "./keys/area.ts";
import { makeKeyFile } from "./keys/keyfile.ts";
import type { KeyProtection } from "./keys/protection.ts";
import { rotateServiceKeys } from "./keys/rotation.ts";
import type { RotatedKeys } from "./keys/rotation.ts";
import { loadServiceKeys } from "./keys/servicekeys.ts";
import type { ServiceKeys } from "./keys/servicekeys.ts";
import { participantsArea } from "./participants/area.ts";
import { openStore } from "./store/open.ts";
import type { Store } from "./store/store.ts";
import { vaultArea } from "./vault/area.ts";

export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: RandomSource;
  /** Takes the log, one JSON line at a time. */
  readonly log: (line: string) => void;
  /** Leaves a file to its owner where modes cannot; false where the system would not. */
  readonly restrict: Restrict;
  readonly version?: string;
  /** Opens the store; the one that the configuration names unless given. */
  readonly open?: (config: Config) => Promise<Store>;
}

export interface RunningService {
  /** As https://127.0.0.1:5443, with the port that was taken. */
  readonly url: string;
  /** SHA-256 of the certificate, lower case hexadecimal; null over plain HTTP. */
  readonly fingerprint: string | null;
  /** Whether the certificate was made now: first, or in the place of one whose time was over. */
  readonly certificateMade: "first" | "renewed" | null;
  readonly adminTokenFile: string;
  /** Reads the certificate's files again; where they are not sound, the one in use stays, and the log says why. */
  readonly reloadCertificate: () => Promise<void>;
  /** Resolves after what was running is done, or cut off at the bound, and the store is closed. */
  readonly close: () => Promise<void>;
}

const KEY_REFRESH_MILLISECONDS = 30_000;
const SWEEP_MILLISECONDS = 60_000;
const CERTIFICATE_MILLISECONDS = 60_000;
const DAY_MILLISECONDS = 86_400_000;

/**
 * Starts the service. Rejects with service/…, store/…, servicekeys/… or passphrase/… errors, nothing left running.
 */
export async function startServer(config: Config, surroundings: Surroundings): Promise<RunningService> {
  const { now, random, log, restrict, version = "0", open = openConfiguredStore } = surroundings;
  await makeDataFolder(config.data, restrict);
  const certificate = config.plainHttp ? null : await loadCertificate(config, surroundings);
  const adminTokenFile = config.adminTokenFile ?? path.join(config.data, "admin-token");
  const tokenHash = await adminTokenHash(
    adminTokenFile,
    config.adminTokenFile === null ? { random, restrict } : null,
  );

  const metrics = createMetrics();
  const store = measureStore(await open(config), metrics);
  const upstreams = openUpstreams(config.upstreams);
  let app: App | null = null;
  try {
    const keys = await loadServiceKeys({
      store,
      protection: await protectionOf(config, store, surroundings),
      now,
      rsaBits: config.rsaBits,
      random,
    });
    const proving = {
      store,
      now,
      authority: config.authority,
      clientCertificates: config.clientCa !== null,
    };
    const authenticate = limitCallers(authenticator(proving));
    const authenticateAdmin = adminAuthenticator({ tokenHash });
    const areas: Area[] = [
      keysArea({ keys }),
      participantsArea({ ...proving, random, registration: config.registration, authenticateAdmin }),
      guarded(vaultArea({ store, keys, now, random }), config.vaultAccess, authenticate),
      guarded(
        gatewayArea({ keys, upstreams, allowCbc: config.allowCbc, random }),
        config.apiAccess,
        authenticate,
      ),
      depositsArea({
        store,
        authenticate,
        receiptSigner: receiptSignerOf(keys),
        rules: depositRules(config),
        now,
      }),
    ];
    app = await buildApp(areas, {
      credentials: certificate?.credentials ?? null,
      rates: { perAddress: config.ratePerAddress, perKey: config.ratePerKey },
      log: { level: config.logLevel, write: log },
      metrics,
      authenticateAdmin: config.metricsAccess === "admin" ? authenticateAdmin : null,
      ready: () => store.ping(),
      trustedProxies: config.trustProxy,
      version,
      now,
    });
    await listen(app, config);
    const timers = startTimers(app, { config, store, keys, now });
    const reloading = reloadOn(app, config, surroundings, certificate);
    timers.push(every(CERTIFICATE_MILLISECONDS, reloading));
    return {
      url: addressOf(app, config),
      fingerprint: certificate?.fingerprint ?? null,
      certificateMade: certificate?.made ?? null,
      adminTokenFile,
      reloadCertificate: reloading,
      close: once(async () => {
        for (const timer of timers) clearInterval(timer);
        if (app !== null) await stopApp(app);
        await store.close();
      }),
    };
  } catch (error) {
    // The gateway closes its upstreams, where it came to be.
    if (app === null) await upstreams.close().catch(() => undefined);
    else await app.close();
    await store.close();
    throw error;
  }
}

/** Adds a generation of keys to the store that a service, running or not, works with. Rejects as startServer. */
export async function rotateKeys(config: Config, surroundings: Surroundings): Promise<RotatedKeys> {
  const { now, random, restrict, open = openConfiguredStore } = surroundings;
  await makeDataFolder(config.data, restrict);
  const store = await open(config);
  try {
    const protection = await protectionOf(config, store, surroundings);
    return await rotateServiceKeys({ store, protection, now, rsaBits: config.rsaBits, random });
  } finally {
    await store.close();
  }
}

const openConfiguredStore = ({ data, databaseUrl }: Config): Promise<Store> =>
  openStore(databaseUrl === null ? { dataFolder: data } : { databaseUrl });

/** What the service's keys are sealed under; a key file is made only where there is no key yet that it must open. */
async function protectionOf(
  { data, keyFile, passphraseFile }: Config,
  store: Store,
  { random, restrict }: Surroundings,
): Promise<KeyProtection> {
  if (passphraseFile !== null) {
    return { kind: "passphrase", passphrase: await readPassphrase(passphraseFile) };
  }
  const file = keyFile ?? path.join(data, "service.key");
  if ((await store.serviceKeys()).length === 0) await makeKeyFile(file, { random, restrict });
  return { kind: "key-file", bytes: await readKeyFile(file) };
}

// --- who may ask --------------------------------------------------------------------------------------

/** Reading is what everybody may where it is public keys: those routes have no body. */
const PUBLIC_KEY = /\/public-key\/?$/;

function guarded(area: Area, access: "open" | "participants", authenticate: Authenticate): Area {
  if (access === "open") return area;
  return async (app) => {
    await app.register(async (scope) => {
      scope.addHook("preHandler", async (request) => {
        if (!PUBLIC_KEY.test(request.routeOptions.url ?? "")) await authenticate(request);
      });
      await area(scope);
    });
  };
}

const receiptSignerOf = (keys: ServiceKeys) => () => {
  const { publicKey, privateKey } = keys.current().identity;
  return {
    keyId: publicKey.fingerprint,
    sign: (bytes: Uint8Array) => privateKey.sign(bytes),
  };
};

const depositRules = (config: Config): typeof usualDepositRules => ({
  ...usualDepositRules,
  // A document and the tag of its encryption.
  maxBytes: config.depositBytes + 16,
  maxSeconds: config.depositDays * 24 * 60 * 60,
  quota: {
    bytes: config.depositQuotaBytes,
    count: config.depositQuotaCount,
  },
});

// --- the certificate ----------------------------------------------------------------------------------

interface LoadedCertificate extends ServiceCertificate {
  readonly made: "first" | "renewed" | null;
}

async function loadCertificate(
  { data, host, authority, tlsCert, tlsKey, clientCa }: Config,
  { now, restrict }: Surroundings,
): Promise<LoadedCertificate> {
  if (tlsCert !== null && tlsKey !== null) {
    return { ...(await readCertificate(tlsCert, tlsKey, clientCa)), made: null };
  }
  const called = authority === null ? [] : [new URL(`https://${authority}`).hostname.replace(/^\[|\]$/g, "")];
  return ownCertificate({ folder: data, hosts: [host, ...called], clientCa, now, restrict });
}

function reloadOn(
  app: App,
  config: Config,
  surroundings: Surroundings,
  loaded: ServiceCertificate | null,
): () => Promise<void> {
  let current = loaded?.credentials;
  if (current === undefined) return () => Promise.resolve();
  return async () => {
    try {
      const { credentials, fingerprint, made } = await loadCertificate(config, surroundings);
      if (credentials.cert === current?.cert && credentials.key === current?.key) return;
      current = credentials;
      changeCredentials(app, credentials);
      app.log.warn(
        { fingerprint },
        made === "renewed" ? "certificate expired: a new one is shown" : "certificate changed",
      );
    } catch (error) {
      app.log.error({ defect: describeDefect(error) }, "certificate not reloaded: the one in use stays");
    }
  };
}

// --- listening ----------------------------------------------------------------------------------------

async function listen(app: App, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port, listenTextResolver: () => "listening" });
  } catch (error) {
    throw listenFailure(error, host, port);
  }
}

function addressOf(app: App, { host, plainHttp }: Config): string {
  const address = app.server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  return `http${plainHttp ? "" : "s"}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

// --- now and then -------------------------------------------------------------------------------------

function startTimers(
  app: App,
  { config, store, keys, now }: { config: Config; store: Store; keys: ServiceKeys; now: () => number },
): NodeJS.Timeout[] {
  const logged = (what: string, work: () => Promise<unknown>) => async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      app.log.error({ defect: describeDefect(error) }, what);
    }
  };
  return [
    every(KEY_REFRESH_MILLISECONDS, logged("keys not refreshed", keys.refresh)),
    every(
      SWEEP_MILLISECONDS,
      logged("expired records not removed", async () => {
        await store.removeExpired(now());
        if (config.vaultDays > 0) {
          await store.removeVaultRecordsBefore(now() - config.vaultDays * DAY_MILLISECONDS);
        }
      }),
    ),
  ];
}

/** Never holds the process up, and never runs twice at the same time. */
function every(milliseconds: number, work: () => Promise<void>): NodeJS.Timeout {
  let isRunning = false;
  return setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    void work().finally(() => (isRunning = false));
  }, milliseconds).unref();
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= work());
}
