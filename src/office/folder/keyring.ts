/** The key ring of a key folder: what its files are called, and reading those and any other that was named. */
import path from "node:path";
import type { Readable } from "node:stream";
import {
  limits,
  openPrivateKeyFile,
  openSigningKeyFile,
  QrsealError,
  readPrivateKeyFile,
  readPublicKeyFile,
} from "../../core/index.ts";
import type { PrivateKeyFile, RecipientKey, Term } from "../../core/index.ts";
import { failure, term } from "./refusals.ts";
import type { Candidate } from "../heldkey.ts";
import type { AskPassphrase, KeyRing, Tell } from "../ports.ts";
import { readInput, STREAM } from "./files.ts";
import { describeKey, listKeys } from "./keyfolder.ts";
import { openWithPassphrase } from "./passphrases.ts";
import { isOpenToOthers } from "./permissions.ts";
import { predecessorsOf, readSuccessions } from "./succession.ts";

/** Where a key file may be read from, beside the disk. */
export interface KeySource {
  readonly stdin: Readable;
}

/** Whom opening a key file concerns. */
export interface KeyRingPorts extends KeySource {
  readonly askPassphrase: AskPassphrase;
  readonly tell: Tell;
}

export function keyRingIn(folder: string, ports: KeyRingPorts): KeyRing {
  return {
    place: folder,
    list: () => listKeys(folder),
    describe: describeNamed,
    openPrivate: async (file) => {
      const remedy = term("name-private-key");
      const bytes = await readKeyFile(file, term("private-key-file"), remedy, ports);
      return openFile(bytes, file, ports, openPrivateKeyFile);
    },
    openSigning: async (file, remedy = term("name-sign-key")) => {
      const bytes = await readKeyFile(file, term("signing-key-file"), remedy, ports);
      return openFile(bytes, file, ports, openSigningKeyFile);
    },
    readPublic: (file) => readPublicKey(file, ports),
    predecessorsOf: async (fingerprint) => predecessorsOf(fingerprint, await readSuccessions(folder)),
  };
}

export const KEY_NAME = "system";

export const publicKeyPath = (folder: string, name: string): string =>
  path.join(folder, `${name}_public.pem`);
export const privateKeyPath = (folder: string, name: string): string =>
  path.join(folder, `${name}_private.pem`);

/** …_private.pem beside …_public.pem, or null for another name. */
const publicHalfOf = (privateFile: string): string | null =>
  privateFile.endsWith("_private.pem") ? privateFile.replace(/_private\.pem$/, "_public.pem") : null;

export async function readPublicKey(file: string, source: KeySource): Promise<RecipientKey> {
  const remedy = term("name-public-key");
  return readPublicKeyFile(await readKeyFile(file, term("receiver-key-file"), remedy, source), file);
}

/** A key that was named stays a candidate whatever its file holds: reading it tells what is wrong. */
async function describeNamed(file: string): Promise<Candidate> {
  const name = path.basename(file).replace(/(?:_private)?\.pem$/, "");
  const described = file === STREAM ? null : await describeKey(name, false, file, publicHalfOf(file));
  const unknown = {
    fingerprint: null,
    type: null,
    bits: null,
    label: null,
    needsPassphrase: false,
    publicFile: null,
    isPrivateReadable: false,
    isMismatched: false,
  };
  return { use: "recipient", ...(described ?? unknown), name, privateFile: file };
}

async function openFile<Key>(
  bytes: Uint8Array,
  file: string,
  { askPassphrase, tell }: KeyRingPorts,
  open: (file: PrivateKeyFile, passphrase: Uint8Array | null) => Key,
): Promise<Key> {
  const keyFile = readPrivateKeyFile(bytes, file);
  if (file !== STREAM && (await isOpenToOthers(file))) {
    tell({ code: "private-key-open-to-others", path: file });
  }
  if (!keyFile.needsPassphrase) return open(keyFile, null);
  return openWithPassphrase((passphrase) => open(keyFile, passphrase), file, askPassphrase);
}

/** Reads a key file; `what` and `remedy` are for the refusal where there is none. */
export async function readKeyFile(
  file: string,
  what: Term,
  remedy: Term,
  { stdin }: KeySource,
): Promise<Uint8Array> {
  try {
    return await readInput(file, what, limits.keyFileBytes, stdin);
  } catch (error) {
    if (error instanceof QrsealError && error.code === "input/not-found") {
      throw failure("key/not-found", { what, path: file, remedy });
    }
    throw error;
  }
}
