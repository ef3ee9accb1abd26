/** Puts the service together: store, keys, routes, the listening application, and what has to be done now and then. */
import { sign } from "node:crypto";
import path from "node:path";
import type { RandomSource } from "../core/random.ts";
import { adminAuthenticator } from "./auth/adminauthenticator.ts";
import { authenticator } from "./auth/authenticator.ts";
import type { AuthenticatorOptions } from "./auth/authenticator.ts";
import type { AuthenticateAdmin } from "./auth/caller.ts";
import { adminTokenHash, makeDataFolder, readKeyFile, readPassphrase } from "./config/secretfiles.ts";
import type { Config } from "./config/settings.ts";
import { usualDepositRules } from "./deposits/depositing.ts";
import { depositRoutes } from "./deposits/depositroutes.ts";
import { gatewayRoutes } from "./gateway/gatewayroutes.ts";
import { openUpstreams } from "./gateway/upstream.ts";
import type { Upstreams } from "./gateway/upstream.ts";
import { buildApp, stopApp } from "./http/app.ts";
import type { AppOptions } from "./http/app.ts";
import type { OwnCertificate, Restrict } from "./http/certificate.ts";
import { guarded } from "./http/guarding.ts";
import { addressOf, listen } from "./http/listening.ts";
import { createMetrics, measureStore } from "./http/metrics.ts";
import { limitCallers } from "./http/ratelimits.ts";
import type { App, Routes } from "./http/routes.ts";
import { certificateReload, loadCertificate } from "./http/servicecertificate.ts";
import { makeKeyFile } from "./keys/keyfile.ts";
import type { KeyProtection } from "./keys/protection.ts";
import { rotateServiceKeys } from "./keys/rotation.ts";
import type { RotatedKeys } from "./keys/rotation.ts";
import { serviceKeyRoutes } from "./keys/servicekeyroutes.ts";
import { loadServiceKeys } from "./keys/servicekeys.ts";
import type { ServiceKeys } from "./keys/servicekeys.ts";
import { participantRoutes } from "./participants/participantroutes.ts";
import type { Store } from "./store/contract/store.ts";
import { openStore } from "./store/openstore.ts";
import { startUpkeep } from "./upkeep.ts";
import { vaultRoutes } from "./vault/vaultroutes.ts";

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

/** What the routes of one service share. */
interface Parts {
  readonly store: Store;
  readonly keys: ServiceKeys;
  readonly upstreams: Upstreams;
  readonly authenticateAdmin: AuthenticateAdmin;
}

/**
 * Starts the service. Rejects with service/…, store/…, servicekeys/… or passphrase/… errors, nothing left running.
 */
export async function startServer(config: Config, surroundings: Surroundings): Promise<RunningService> {
  const { open = openConfiguredStore } = surroundings;
  await makeDataFolder(config.data, surroundings.restrict);
  const certificate = config.plainHttp ? null : await loadCertificate(config, surroundings);
  const admin = await administration(config, surroundings);

  const metrics = createMetrics();
  const store = measureStore(await open(config), metrics);
  const upstreams = openUpstreams(config.upstreams);
  let app: App | null = null;
  try {
    const keys = await openKeys(config, store, surroundings);
    const authenticateAdmin = adminAuthenticator(admin);
    const parts: Parts = { store, keys, upstreams, authenticateAdmin };
    app = await buildApp(routesOf(parts, config, surroundings), {
      ...appOptions(config, surroundings),
      credentials: certificate?.credentials ?? null,
      metrics,
      authenticateAdmin: config.metricsAccess === "admin" ? authenticateAdmin : null,
      ready: () => store.ping(),
    });
    await listen(app, config);
    return running(app, { parts, config, surroundings, certificate, adminTokenFile: admin.file });
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

// --- the secrets --------------------------------------------------------------------------------------

/** Where the administration's token is, and its hash; it is made on the first start, unless the operator names one. */
async function administration(
  { data, adminTokenFile }: Config,
  { random, restrict }: Surroundings,
): Promise<{ readonly file: string; readonly tokenHash: Uint8Array }> {
  const file = adminTokenFile ?? path.join(data, "admin-token");
  const tokenHash = await adminTokenHash(file, adminTokenFile === null ? { random, restrict } : null);
  return { file, tokenHash };
}

async function openKeys(config: Config, store: Store, surroundings: Surroundings): Promise<ServiceKeys> {
  const { now, random } = surroundings;
  const protection = await protectionOf(config, store, surroundings);
  return loadServiceKeys({ store, protection, now, rsaBits: config.rsaBits, random });
}

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

const receiptSignerOf = (keys: ServiceKeys) => () => {
  const { publicKey, privateKey } = keys.current().identity;
  return {
    keyId: publicKey.fingerprint,
    sign: (bytes: Uint8Array): Uint8Array => sign(null, bytes, privateKey.key),
  };
};

// --- the routes ---------------------------------------------------------------------------------------

function routesOf(
  { store, keys, upstreams, authenticateAdmin }: Parts,
  config: Config,
  { now, random }: Surroundings,
): readonly Routes[] {
  const { authority, registration, allowCbc } = config;
  const proving: AuthenticatorOptions & Pick<Parts, "store"> = {
    store,
    now,
    authority,
    clientCertificates: config.clientCa !== null,
  };
  const authenticate = limitCallers(authenticator(proving));
  const receiptSigner = receiptSignerOf(keys);
  const gateway = gatewayRoutes({ keys, upstreams, allowCbc, random });
  return [
    serviceKeyRoutes({ keys }),
    participantRoutes({ ...proving, random, registration, authenticateAdmin }),
    guarded(vaultRoutes({ store, keys, now, random }), config.vaultAccess, authenticate),
    guarded(gateway, config.apiAccess, authenticate),
    depositRoutes({ store, authenticate, receiptSigner, rules: depositRules(config), now }),
  ];
}

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

const appOptions = (config: Config, { now, log, version = "0" }: Surroundings): AppOptions => ({
  rates: { perAddress: config.ratePerAddress, perKey: config.ratePerKey },
  log: { level: config.logLevel, write: log },
  trustedProxies: config.trustProxy,
  version,
  now,
});

// --- while it runs ------------------------------------------------------------------------------------

interface Started {
  readonly parts: Parts;
  readonly config: Config;
  readonly surroundings: Surroundings;
  readonly certificate: OwnCertificate | null;
  readonly adminTokenFile: string;
}

function running(
  app: App,
  { parts, config, surroundings, certificate, adminTokenFile }: Started,
): RunningService {
  const { store, keys } = parts;
  const reloadCertificate =
    certificate === null
      ? () => Promise.resolve()
      : certificateReload(app, () => loadCertificate(config, surroundings), certificate);
  const endUpkeep = startUpkeep(app, {
    store,
    vaultDays: config.vaultDays,
    now: surroundings.now,
    refreshKeys: keys.refresh,
    reloadCertificate,
  });
  return {
    url: addressOf(app, config),
    fingerprint: certificate?.fingerprint ?? null,
    certificateMade: certificate?.made ?? null,
    adminTokenFile,
    reloadCertificate,
    close: once(async () => {
      endUpkeep();
      await stopApp(app);
      await store.close();
    }),
  };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let begun: Promise<void> | null = null;
  return () => (begun ??= work());
}
