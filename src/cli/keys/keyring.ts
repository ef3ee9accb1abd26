/** Key files of this desk: where they lie by default, and reading one that was named. */
import path from "node:path";
import {
  limits,
  openPrivateKeyFile,
  openSigningKeyFile,
  QrsealError,
  readPrivateKeyFile,
  readPublicKeyFile,
} from "../../core/index.ts";
import type { OpeningKey, PrivateKeyFile, RecipientKey, SigningKey, Term } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { readInput, STREAM } from "../../office/folder/files.ts";
import type { Host } from "../host.ts";
import { openWithPassphrase } from "./passphrase.ts";
import type { PassphraseOptions } from "./passphrase.ts";
import { isOpenToOthers } from "../../office/folder/permissions.ts";

const KEY_FOLDER = "keys";
export const KEY_NAME = "system";

/** The office's folder for keys, register and audit log: QRSEAL_KEYS, else the usual one. */
export function keyFolder(env: Host["env"]): string {
  const named = env["QRSEAL_KEYS"] ?? "";
  return named === "" ? KEY_FOLDER : named;
}

export const publicKeyPath = (folder: string, name: string): string =>
  path.join(folder, `${name}_public.pem`);
export const privateKeyPath = (folder: string, name: string): string =>
  path.join(folder, `${name}_private.pem`);

/** …_private.pem beside …_public.pem, or null for another name. */
export const publicHalfOf = (privateFile: string): string | null =>
  privateFile.endsWith("_private.pem") ? privateFile.replace(/_private\.pem$/, "_public.pem") : null;

export async function readPublicKey(file: string, host: Host): Promise<RecipientKey> {
  const remedy = term("name-public-key");
  return readPublicKeyFile(await readKeyFile(file, term("receiver-key-file"), remedy, host), file);
}

/** Reads a private key, asking for its passphrase only where it needs one. */
export async function readPrivateKey(
  file: string,
  options: PassphraseOptions,
  host: Host,
): Promise<OpeningKey> {
  const remedy = term("name-private-key");
  const bytes = await readKeyFile(file, term("private-key-file"), remedy, host);
  return openFile(bytes, file, options, host, openPrivateKeyFile);
}

/** The same for the key that signs. */
export async function readSigningKey(
  file: string,
  options: PassphraseOptions,
  host: Host,
  remedy: Term = term("name-sign-key"),
): Promise<SigningKey> {
  const bytes = await readKeyFile(file, term("signing-key-file"), remedy, host);
  return openFile(bytes, file, options, host, openSigningKeyFile);
}

async function openFile<Key>(
  bytes: Uint8Array,
  file: string,
  options: PassphraseOptions,
  host: Host,
  open: (file: PrivateKeyFile, passphrase: Uint8Array | null) => Key,
): Promise<Key> {
  const keyFile = readPrivateKeyFile(bytes, file);
  if (file !== STREAM && (await isOpenToOthers(file))) {
    host.terminal.warn(host.terminal.notices.privateKeyOpen(file));
  }
  if (!keyFile.needsPassphrase) return open(keyFile, null);
  return openWithPassphrase((passphrase) => open(keyFile, passphrase), file, options, host);
}

/** Reads a key file; `what` and `remedy` are for the refusal where there is none. */
export async function readKeyFile(file: string, what: Term, remedy: Term, host: Host): Promise<Uint8Array> {
  try {
    return await readInput(file, what, limits.keyFileBytes, host.stdin);
  } catch (error) {
    if (error instanceof QrsealError && error.code === "input/not-found") {
      throw failure("key/not-found", { what, path: file, remedy });
    }
    throw error;
  }
}
