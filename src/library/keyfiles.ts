/** The bytes of a key file to the key in it, for whoever keeps the files. */
import {
  openPrivateKeyFile,
  openSigningKeyFile,
  readPrivateKeyFile,
  readPublicKeyFile,
  readSigningPublicKeyFile,
} from "../core/index.ts";
import type { OpeningKey, PrivateKeyFile, RecipientKey, SigningKey, VerifyingKey } from "../core/index.ts";

/** How a key file is read. */
export interface KeyFileOptions {
  /** What a refusal calls the file. */
  readonly name?: string;
}

export interface PrivateKeyFileOptions extends KeyFileOptions {
  /** Bytes are taken as they are, a text as UTF-8. */
  readonly passphrase?: string | Uint8Array;
}

const UNNAMED = "key";

/** A receiver's public key, to issue documents for. Throws the key/ errors. */
export const readReceiverKey = (file: Uint8Array, { name = UNNAMED }: KeyFileOptions = {}): RecipientKey =>
  readPublicKeyFile(file, name);

/** An issuer's public key, to believe what it signed. Throws the key/ errors. */
export const readIssuerKey = (file: Uint8Array, { name = UNNAMED }: KeyFileOptions = {}): VerifyingKey =>
  readSigningPublicKeyFile(file, name);

/** A receiver's private key, to open what was issued for it. Throws the key/ errors and passphrase/wrong. */
export const readOpeningKey = (file: Uint8Array, options: PrivateKeyFileOptions = {}): OpeningKey =>
  openWith(openPrivateKeyFile, file, options);

/** An issuer's private key, to sign with. Throws the key/ errors and passphrase/wrong. */
export const readSigningKey = (file: Uint8Array, options: PrivateKeyFileOptions = {}): SigningKey =>
  openWith(openSigningKeyFile, file, options);

function openWith<Key>(
  open: (file: PrivateKeyFile, passphrase: Uint8Array | null) => Key,
  file: Uint8Array,
  { name = UNNAMED, passphrase }: PrivateKeyFileOptions,
): Key {
  const bytes = typeof passphrase === "string" ? new TextEncoder().encode(passphrase) : (passphrase ?? null);
  return open(readPrivateKeyFile(file, name), bytes);
}
