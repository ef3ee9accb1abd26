/** What lies in the office's key folder, by the names that keygen gives: whose keys, and which half of each. */
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import {
  limits,
  openPrivateKeyFile,
  openSigningKeyFile,
  QrsealError,
  readPrivateKeyFile,
  readPublicKeyFile,
  readSigningPublicKeyFile,
} from "../../core/index.ts";
import type { OpeningKey, PrivateKeyFile, RecipientKey, SigningKey, VerifyingKey } from "../../core/index.ts";
import type { HeldKey } from "../heldkey.ts";
import { codeOf, readFailure } from "./files.ts";
import { term } from "./refusals.ts";

/** anae_signing_private.pem, port_public.pem, port_private.20261121T040000Z.pem (moved aside by keygen --force). */
const keyName =
  /^(?<name>.+?)(?<signing>_signing)?_(?<half>private|public)(?:\.(?<date>\d{8}T\d{6}Z(?:-\d+)?))?\.pem$/;

interface Pair {
  readonly name: string;
  readonly isSigning: boolean;
  readonly isRetired: boolean;
  readonly halves: Map<string, string>;
}

export const hasKeyFolder = async (folder: string): Promise<boolean> =>
  (await stat(folder).catch(() => null))?.isDirectory() === true;

/**
 * The keys of a folder, in the order of their names; none where there is no such folder. What is no key is passed
 * over. Throws input/unreadable for a folder that we may not look into.
 */
export async function listKeys(folder: string): Promise<readonly HeldKey[]> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return [];
    throw readFailure(error, term("key-folder"), folder);
  });
  const pairs = new Map<string, Pair>();
  for (const file of names.toSorted()) {
    const { name, signing = "", half, date } = keyName.exec(file)?.groups ?? {};
    if (name === undefined || half === undefined) continue;
    const id = `${name}${signing}.${date ?? ""}`;
    const shown = date === undefined ? name : `${name}, retired ${date.slice(0, 8)}`;
    const isSigning = signing !== "";
    const pair = pairs.get(id) ?? {
      name: shown,
      isSigning,
      isRetired: date !== undefined,
      halves: new Map(),
    };
    pairs.set(id, pair);
    pair.halves.set(half, path.join(folder, file));
  }
  const keys = await Promise.all(
    [...pairs.values()].map(async ({ name, isSigning, isRetired, halves }) => {
      const key = await describeKey(
        name,
        isSigning,
        halves.get("private") ?? null,
        halves.get("public") ?? null,
      );
      return key === null ? null : { ...key, isRetired };
    }),
  );
  return keys.filter((key) => key !== null);
}

/**
 * Null where neither file holds a key of that use. A file that should hold a private key to sign with is listed even so:
 * passed over, it would make its office send out documents that nobody signed.
 */
export async function describeKey(
  name: string,
  isSigning: boolean,
  privateFile: string | null,
  publicFile: string | null,
): Promise<Omit<HeldKey, "isRetired"> | null> {
  const secret = privateFile === null ? null : await readSecret(privateFile);
  const own = publicHalf(secret, isSigning);
  const beside = await readPublic(publicFile, isSigning);
  // What lies beside a private key does not say what that key opens, where it can be seen itself.
  const publicKey = own ?? beside;
  const needsPassphrase = secret?.needsPassphrase ?? false;
  const isMissed = isSigning && privateFile !== null;
  if (publicKey === null && !needsPassphrase && !isMissed) return null;
  return {
    name,
    use: isSigning ? "signing" : "recipient",
    privateFile,
    publicFile,
    fingerprint: publicKey?.fingerprint ?? null,
    type: publicKey?.type ?? null,
    bits: publicKey?.bits ?? null,
    label: publicKey?.label ?? null,
    needsPassphrase,
    isPrivateReadable: privateFile !== null && (needsPassphrase || own !== null),
    isMismatched: own !== null && beside !== null && own.fingerprint !== beside.fingerprint,
  };
}

/** What both halves of a pair tell. */
interface ReadKey {
  readonly fingerprint: string;
  readonly type: string;
  readonly bits: number | null;
  readonly label: string;
}

const readRecipient = ({ kind: { id, lengths }, bits, fingerprint }: RecipientKey | OpeningKey): ReadKey => ({
  fingerprint,
  type: id,
  bits,
  label: lengths === null ? id : `${id} ${bits}`,
});

const readSigner = ({ kind: { id }, fingerprint }: VerifyingKey | SigningKey): ReadKey => ({
  fingerprint,
  type: id,
  bits: null,
  label: id,
});

async function readPublic(file: string | null, isSigning: boolean): Promise<ReadKey | null> {
  const bytes = file === null ? null : await readKeyBytes(file);
  if (file === null || bytes === null) return null;
  return orNull(() =>
    isSigning
      ? readSigner(readSigningPublicKeyFile(bytes, file))
      : readRecipient(readPublicKeyFile(bytes, file)),
  );
}

async function readSecret(file: string): Promise<PrivateKeyFile | null> {
  const bytes = await readKeyBytes(file);
  return bytes === null ? null : orNull(() => readPrivateKeyFile(bytes, file));
}

/** What an unprotected private key tells of its pair. */
function publicHalf(secret: PrivateKeyFile | null, isSigning: boolean): ReadKey | null {
  if (secret === null || secret.needsPassphrase) return null;
  return orNull(() =>
    isSigning
      ? readSigner(openSigningKeyFile(secret, null))
      : readRecipient(openPrivateKeyFile(secret, null)),
  );
}

async function readKeyBytes(file: string): Promise<Uint8Array | null> {
  const bytes = await readFile(file).catch(() => null);
  return bytes === null || bytes.length > limits.keyFileBytes ? null : bytes;
}

/** A file that is no key of the kind looked for is none of ours; whoever names it gets to hear what is wrong. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof QrsealError && error.code !== "internal/bug") return null;
    throw error;
  }
}
