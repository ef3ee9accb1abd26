/** Who signs: the key that was named, else the one signing key of the office. */
import type { SigningKey } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { KeyRing } from "../ports.ts";

export interface Signer {
  readonly file: string;
  readonly key: SigningKey;
}

export interface SignerOptions {
  readonly signKey?: string;
  readonly unsigned?: boolean;
}

/** Null: nobody signs. Throws key/ambiguous where the office has several that are in use. */
export async function chooseSigner(options: SignerOptions, keyRing: KeyRing): Promise<Signer | null> {
  if (options.unsigned === true) return null;
  const file = options.signKey ?? (await findOnRing(keyRing));
  return file === null ? null : { file, key: await keyRing.openSigning(file) };
}

async function findOnRing(keyRing: KeyRing): Promise<string | null> {
  const keys = await keyRing.list();
  const paths = keys
    .filter(({ use, isRetired }) => use === "signing" && !isRetired)
    .flatMap(({ privateFile }) => privateFile ?? []);
  if (paths.length > 1) throw failure("key/ambiguous", { what: term("signing-keys"), paths, use: "signing" });
  return paths[0] ?? null;
}
