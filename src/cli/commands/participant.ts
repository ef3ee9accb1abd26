/** qrseal participant: registering with a service, the keys it knows, and what its administration does. */
import type { Command } from "commander";
import { ed25519, limits, shortFingerprint } from "../../core/index.ts";
import type { OpeningKey } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { Asker, Connection, ParticipantView, Signer } from "../../exchange/client/index.ts";
import { showTime } from "../dates.ts";
import { readInput } from "../../office/folder/files.ts";
import type { CommonOptions, Host } from "../host.ts";
import { chooseSigner } from "../../office/index.ts";
import { keyRingAt } from "../desk/office.ts";
import type { OfficeOptions } from "../desk/office.ts";
import { keyFolder } from "../keys/folder.ts";
import { passphraseOptions } from "../keys/passphrase.ts";
import { declare, declareGroup } from "../page/declaring.ts";
import { openService, serviceOptions } from "../desk/service.ts";
import type { ServiceOptions } from "../desk/service.ts";
import type { CommandPath, Results } from "../../words/index.ts";

interface AskingOptions extends CommonOptions, OfficeOptions, ServiceOptions {
  readonly signKey?: string;
  readonly adminTokenFile?: string;
}

interface EncryptionOptions extends AskingOptions {
  readonly privateKey?: string;
}

interface ReplaceOptions extends EncryptionOptions {
  readonly newSignKey: string;
}

interface AdminOptions extends CommonOptions, ServiceOptions {
  readonly adminTokenFile: string;
}

export function addParticipant(program: Command, host: Host): void {
  const group = declareGroup(program, "participant");
  const named = { "<url>": {}, "<name>": {} };
  const asking = (path: CommandPath) => ({
    "--sign-key <file>": {},
    "--keys <folder>": { usual: keyFolder(host.env) },
    ...passphraseOptions,
    "--admin-token-file <file>": {},
    ...serviceOptions(path),
  });
  const administering = (path: CommandPath) => ({
    "--admin-token-file <file>": { isRequired: true },
    ...serviceOptions(path),
  });

  declare(group, "participant register", {
    arguments: named,
    options: { ...asking("participant register"), "--private-key <file>": {} },
  }).action((url: string, name: string, options: EncryptionOptions) => register(url, name, options, host));
  declare(group, "participant show", {
    arguments: named,
    options: asking("participant show"),
  }).action((url: string, name: string, options: AskingOptions) => show(url, name, options, host));
  declare(group, "participant replace-key", {
    arguments: named,
    options: {
      ...asking("participant replace-key"),
      "--new-sign-key <file>": { isRequired: true },
      "--private-key <file>": {},
    },
  }).action((url: string, name: string, options: ReplaceOptions) => replace(url, name, options, host));
  declare(group, "participant remove", {
    arguments: named,
    options: asking("participant remove"),
  }).action((url: string, name: string, options: AskingOptions) => remove(url, name, options, host));

  declare(group, "participant suspend", {
    arguments: named,
    options: administering("participant suspend"),
  }).action((url: string, name: string, options: AdminOptions) => suspend(url, name, options, true, host));
  declare(group, "participant resume", {
    arguments: named,
    options: administering("participant resume"),
  }).action((url: string, name: string, options: AdminOptions) => suspend(url, name, options, false, host));
  declare(group, "participant list", {
    arguments: { "<url>": {} },
    options: administering("participant list"),
  }).action((url: string, options: AdminOptions) => list(url, options, host));
}

async function register(url: string, name: string, options: EncryptionOptions, host: Host): Promise<void> {
  const adminToken = await readToken(options.adminTokenFile, host);
  const signer = await findSigner(options, host);
  const encryptionKey = (await readEncryptionKey(options, host)) ?? null;
  const { registerParticipant } = await import("../../exchange/client/index.ts");
  await withService(url, options, host, async (service) => {
    const registration = { name, signer, encryptionKey, adminToken };
    await tell("registered", service, await registerParticipant(service, registration), host);
  });
}

async function show(url: string, name: string, options: AskingOptions, host: Host): Promise<void> {
  const asker = await findAsker(options, host);
  const { showParticipant } = await import("../../exchange/client/index.ts");
  await withService(url, options, host, async (service) => {
    await tell("shown", service, await showParticipant(service, asker, name), host);
  });
}

async function replace(url: string, name: string, options: ReplaceOptions, host: Host): Promise<void> {
  const asker = await findAsker(options, host);
  const signer = await readNewSigner(options.newSignKey, options, host);
  const encryptionKey = await readEncryptionKey(options, host);
  const { replaceKeys } = await import("../../exchange/client/index.ts");
  await withService(url, options, host, async (service) => {
    const view = await replaceKeys(service, asker, { name, signer, encryptionKey });
    await tell("replaced", service, view, host);
  });
}

async function remove(url: string, name: string, options: AskingOptions, host: Host): Promise<void> {
  const asker = await findAsker(options, host);
  const { removeParticipant } = await import("../../exchange/client/index.ts");
  await withService(url, options, host, async (service) => {
    await removeParticipant(service, asker, name);
    await host.terminal.result({ service: service.url, removed: name }, [
      host.terminal.words.results.exchange.removed(name),
    ]);
  });
}

async function suspend(
  url: string,
  name: string,
  options: AdminOptions,
  isSuspended: boolean,
  host: Host,
): Promise<void> {
  const token = (await readToken(options.adminTokenFile, host)) ?? "";
  const { resumeParticipant, suspendParticipant } = await import("../../exchange/client/index.ts");
  await withService(url, options, host, async (service) => {
    const change = isSuspended ? suspendParticipant : resumeParticipant;
    await tell(isSuspended ? "suspended" : "resumed", service, await change(service, token, name), host);
  });
}

async function list(url: string, options: AdminOptions, host: Host): Promise<void> {
  const token = (await readToken(options.adminTokenFile, host)) ?? "";
  const { listParticipants } = await import("../../exchange/client/index.ts");
  await withService(url, options, host, async (service) => {
    const participants = await listParticipants(service, token);
    const words = host.terminal.words.results.exchange;
    await host.terminal.result(
      { service: service.url, participants: participants.map(factsOf) },
      participants.length === 0
        ? [words.nobody(service.url)]
        : participants.map(({ name, state, signing_key_fingerprint: fingerprint }) =>
            words.listed(name, state, shortFingerprint(fingerprint)),
          ),
    );
  });
}

async function withService(
  url: string,
  options: ServiceOptions,
  host: Host,
  act: (service: Connection) => Promise<void>,
): Promise<void> {
  const service = await openService(url, options, host);
  try {
    await act(service);
  } finally {
    await service.close();
  }
}

// --- by what right ----------------------------------------------------------------------------------------

/** With the administration's token where one is named, else with the signing key. */
async function findAsker(options: AskingOptions, host: Host): Promise<Asker> {
  const adminToken = await readToken(options.adminTokenFile, host);
  return adminToken === undefined ? { signer: await findSigner(options, host) } : { adminToken };
}

async function findSigner(options: AskingOptions, host: Host): Promise<Signer> {
  const chosen = await chooseSigner(options, keyRingAt(options, host));
  if (chosen === null) {
    const remedy = term("name-sign-key");
    throw failure("key/not-found", { what: term("signing-key-file"), path: options.keys, remedy });
  }
  return signerOf(chosen.key, chosen.file, host);
}

async function readNewSigner(file: string, options: OfficeOptions, host: Host): Promise<Signer> {
  const remedy = term("name-new-sign-key");
  return signerOf(await keyRingAt(options, host).openSigning(file, remedy), file, host);
}

function signerOf(key: Signer["key"], path: string, host: Host): Signer {
  if (key.kind === ed25519) return { key, now: () => host.now().getTime() };
  const found = term("key-of-type", key.kind.id);
  throw failure("key/wrong-type", { path, expected: term("ed25519-key"), found });
}

const readEncryptionKey = async (options: EncryptionOptions, host: Host): Promise<OpeningKey | undefined> =>
  options.privateKey === undefined ? undefined : keyRingAt(options, host).openPrivate(options.privateKey);

async function readToken(file: string | undefined, host: Host): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const bytes = await readInput(file, term("admin-token"), limits.passphraseBytes, host.stdin);
  const token = new TextDecoder().decode(bytes).trim();
  // RFC 6750 §2.1.
  if (/^[A-Za-z0-9._~+/-]+=*$/.test(token)) return token;
  throw failure("usage/bad-option", {
    problem: term("token-malformed", file),
    command: "participant",
  });
}

// --- what is told -----------------------------------------------------------------------------------------

async function tell(
  done: Parameters<Results["exchange"]["participant"]>[0],
  service: Connection,
  view: ParticipantView,
  host: Host,
): Promise<void> {
  const { name, state, signing_key_fingerprint, encryption_key_fingerprint } = view;
  const words = host.terminal.words.results.exchange;
  await host.terminal.result({ service: service.url, participant: factsOf(view) }, [
    words.participant(done, name, state),
    words.signsWith(shortFingerprint(signing_key_fingerprint)),
    words.encryptFor(
      encryption_key_fingerprint === null ? null : shortFingerprint(encryption_key_fingerprint),
    ),
  ]);
}

const factsOf = (view: ParticipantView): Record<string, unknown> => ({
  name: view.name,
  state: view.state,
  signingKey: keyFacts(view.signing_key_fingerprint),
  encryptionKey: view.encryption_key_fingerprint === null ? null : keyFacts(view.encryption_key_fingerprint),
  registeredAt: showTime(view.registered_at),
  revision: view.revision,
});

const keyFacts = (sha256: string): Record<string, string> => ({
  fingerprint: shortFingerprint(sha256),
  sha256,
});
