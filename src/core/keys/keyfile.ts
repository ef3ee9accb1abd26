/** Key files: which kind of key one holds, and that key. `path` is for the message of a refusal. */
import type { Term } from "../refusal.ts";
import { failure, term } from "./refusals.ts";
import { readSpki } from "../primitives/asymmetric.ts";
import type { PublicHalf } from "../primitives/asymmetric.ts";
import { recipientKinds, signerKinds } from "./kinds.ts";
import type { OwnForm, OwnPrivateFile } from "./keyform.ts";
import type { OpeningKey, RecipientKey } from "./recipientkind.ts";
import type { SigningKey, VerifyingKey } from "./signerkind.ts";
import { openPrivateHalf, readPublicHalf, readStandardPrivateFile } from "./standardfiles.ts";
import type { StandardPrivateFile } from "./standardfiles.ts";

/** A private key file as read, before any passphrase: what it holds and whether it needs one. */
export type PrivateKeyFile = StandardPrivateFile | OwnKindFile;

interface OwnKindFile extends OwnPrivateFile<OpeningKey> {
  readonly path: string;
  /** The id of the kind whose own form it has. */
  readonly kindId: string;
}

/** Throws key/not-a-key, key/public-needed, key/wrong-type, key/bad-size or key/bad-exponent. */
export function readPublicKeyFile(file: Uint8Array, path: string): RecipientKey {
  const own = ownFilesOf(file);
  if (own !== null) return own.files.readPublic(file, path);
  const half = readPublicHalf(file, path);
  for (const { files } of recipientKinds()) {
    const key = files.form === "standard" ? files.readPublic(half, path) : null;
    if (key !== null) return key;
  }
  throw notForRecipients(path, nameAlgorithm(half.algorithm));
}

/** The same for an issuer's key. */
export function readSigningPublicKeyFile(file: Uint8Array, path: string): VerifyingKey {
  const own = ownFilesOf(file);
  if (own !== null) throw notForSigning(path, nameAlgorithm(own.id));
  return verifyingKeyOf(readPublicHalf(file, path), path);
}

/** The same from a SubjectPublicKeyInfo in DER; null where there is no key in it. Other spellings of one are read too. */
export function readSigningSpki(spki: Uint8Array, path: string): VerifyingKey | null {
  const half = readSpki(spki);
  return half === null ? null : verifyingKeyOf(half, path);
}

function verifyingKeyOf(half: PublicHalf, path: string): VerifyingKey {
  for (const { files } of signerKinds()) {
    const key = files.readPublic(half, path);
    if (key !== null) return key;
  }
  throw notForSigning(path, nameAlgorithm(half.algorithm));
}

/**
 * Looks at a private key file without opening it. Throws key/not-a-key, key/private-needed,
 * key/unknown-protection or key/costly-protection.
 */
export function readPrivateKeyFile(file: Uint8Array, path: string): PrivateKeyFile {
  const own = ownFilesOf(file);
  if (own === null) return readStandardPrivateFile(file, path);
  return { path, kindId: own.id, ...own.files.readPrivate(file, path) };
}

/**
 * Opens a private key file. Throws passphrase/wrong where it needs a passphrase and this one does not open
 * it (a damaged file looks the same), else key/not-a-key, key/wrong-type, key/bad-size or key/bad-exponent.
 */
export function openPrivateKeyFile(file: PrivateKeyFile, passphrase: Uint8Array | null): OpeningKey {
  if ("kindId" in file) return file.open(passphrase);
  const half = openPrivateHalf(file, passphrase);
  for (const { files } of recipientKinds()) {
    const key = files.form === "standard" ? files.readPrivate(half, file.path) : null;
    if (key !== null) return key;
  }
  throw notForRecipients(file.path, nameAlgorithm(half.publicHalf.algorithm));
}

/** The same for an issuer's key. */
export function openSigningKeyFile(file: PrivateKeyFile, passphrase: Uint8Array | null): SigningKey {
  if ("kindId" in file) throw notForSigning(file.path, nameAlgorithm(file.kindId));
  const half = openPrivateHalf(file, passphrase);
  for (const { files } of signerKinds()) {
    const key = files.readPrivate(half, file.path);
    if (key !== null) return key;
  }
  throw notForSigning(file.path, nameAlgorithm(half.publicHalf.algorithm));
}

/** The kind whose own form a file has, or null: then it is a standard one, or none. */
function ownFilesOf(
  file: Uint8Array,
): { readonly id: string; readonly files: OwnForm<RecipientKey, OpeningKey> } | null {
  for (const { id, files } of recipientKinds()) {
    if (files.form === "own" && files.claims(file)) return { id, files };
  }
  return null;
}

function notForRecipients(path: string, found: Term): Error {
  return failure("key/wrong-type", { path, expected: term("recipient-key"), found });
}

function notForSigning(path: string, found: Term): Error {
  const expected = term("verifying-key");
  return failure("key/wrong-type", { path, expected, found });
}

function nameAlgorithm(algorithm: string | null): Term {
  if (algorithm === "rsa-pss") return term("rsa-pss-key");
  return algorithm === null ? term("key-of-unknown-type") : term("key-of-type", algorithm);
}
