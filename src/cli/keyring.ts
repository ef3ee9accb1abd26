/** Key files of this desk: where they lie by default, and reading them. */
import path from "node:path";
import {
  failure,
  limits,
  openPrivateKeyFile,
  QrsealError,
  readPrivateKeyFile,
  readPublicKeyFile,
} from "../core/index.ts";
import type { PrivateKeyFile, RecipientPrivateKey, RsaPrivateKey, RsaPublicKey } from "../core/index.ts";
import { readInput, STREAM } from "./files.ts";
import type { Host } from "./host.ts";
import { openWithPassphrase } from "./passphrase.ts";
import type { PassphraseOptions } from "./passphrase.ts";
import { isOpenToOthers } from "./permissions.ts";

export const KEY_FOLDER = "keys";
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

export async function readPublicKey(file: string, host: Host): Promise<RsaPublicKey> {
  const remedy =
    "name the receiver's public key with --public-key, or make a pair for a trial with qrseal keygen";
  const key = readPublicKeyFile(await readKeyFile(file, "the receiver's public key", remedy, host), file);
  if (key.type !== "rsa") throw notRsa(file);
  return key;
}

/** Reads a private key, asking for its passphrase only where it needs one. */
export async function readPrivateKey(
  file: string,
  options: PassphraseOptions,
  host: Host,
): Promise<RsaPrivateKey> {
  const remedy = "name your office's private key with --private-key, or make a pair with qrseal keygen";
  const bytes = await readKeyFile(file, "the private key", remedy, host);
  const keyFile = readPrivateKeyFile(bytes, file);
  if (file !== STREAM && (await isOpenToOthers(file))) {
    host.terminal.warn(
      `other users of this machine can read the private key ${file}; close it with: chmod 600`,
    );
  }
  const key = await openKeyFile(keyFile, options, host);
  if (key.type !== "rsa") throw notRsa(file);
  return key;
}

/** Every format the commands offer wraps its key with RSA. */
const notRsa = (path: string): Error =>
  failure("key/wrong-type", { path, expected: "an RSA key", found: "a key of type x25519" });

async function openKeyFile(
  keyFile: PrivateKeyFile,
  options: PassphraseOptions,
  host: Host,
): Promise<RecipientPrivateKey> {
  if (!keyFile.needsPassphrase) return openPrivateKeyFile(keyFile, null);
  return openWithPassphrase(
    (passphrase) => openPrivateKeyFile(keyFile, passphrase),
    keyFile.path,
    options,
    host,
  );
}

async function readKeyFile(file: string, what: string, remedy: string, host: Host): Promise<Uint8Array> {
  try {
    return await readInput(file, what, limits.keyFileBytes, host.stdin);
  } catch (error) {
    if (error instanceof QrsealError && error.code === "input/not-found") {
      throw failure("key/not-found", { what, path: file, remedy });
    }
    throw error;
  }
}
