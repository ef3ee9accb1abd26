/** Who signs: the key that was named, else the one signing key of the key folder. */
import type { SigningKey } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { Host } from "../host.ts";
import { listKeys } from "../../office/folder/keyfolder.ts";
import { readSigningKey } from "./keyring.ts";
import type { PassphraseOptions } from "./passphrase.ts";

export interface Signer {
  readonly file: string;
  readonly key: SigningKey;
}

export interface SignerOptions extends PassphraseOptions {
  readonly signKey?: string;
  readonly unsigned?: boolean;
}

/** Null: nobody signs. Throws key/ambiguous where the folder holds several that are in use. */
export async function chooseSigner(
  options: SignerOptions,
  folder: string,
  host: Host,
): Promise<Signer | null> {
  if (options.unsigned === true) return null;
  const file = options.signKey ?? (await findInFolder(folder));
  return file === null ? null : { file, key: await readSigningKey(file, options, host) };
}

async function findInFolder(folder: string): Promise<string | null> {
  const keys = await listKeys(folder);
  const paths = keys
    .filter(({ use, isRetired }) => use === "signing" && !isRetired)
    .flatMap(({ privateFile }) => privateFile ?? []);
  if (paths.length > 1)
    throw failure("key/ambiguous", { what: term("signing-keys"), paths, option: "--sign-key" });
  return paths[0] ?? null;
}
