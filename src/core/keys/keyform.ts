/** How the keys of a kind lie in files: as most programs write them, or in a form of the kind's own. */
import type { PrivateHalf, PublicHalf } from "../primitives/asymmetric.ts";

export type KeyForm<Public, Private> = StandardForm<Public, Private> | OwnForm<Public, Private>;

/**
 * PEM (RFC 7468) with SubjectPublicKeyInfo and PKCS #8, or PKCS #1. What is in it has been read; null where it is a key
 * of another kind. Throws key/wrong-type, key/bad-size or key/bad-exponent where it is of this one and unfit; `path`
 * names the file.
 */
export interface StandardForm<Public, Private> {
  readonly form: "standard";
  readPublic(half: PublicHalf, path: string): Public | null;
  readPrivate(half: PrivateHalf, path: string): Private | null;
}

export interface OwnForm<Public, Private> {
  readonly form: "own";
  /** Whether a file means to be of this form, however damaged. */
  claims(file: Uint8Array): boolean;
  /** Throws key/not-a-key or key/public-needed. */
  readPublic(file: Uint8Array, path: string): Public;
  /** Looks at a private key without opening it. Throws key/not-a-key or key/private-needed. */
  readPrivate(file: Uint8Array, path: string): OwnPrivateFile<Private>;
}

export interface OwnPrivateFile<Private> {
  readonly needsPassphrase: boolean;
  /** Throws passphrase/wrong. */
  open(passphrase: Uint8Array | null): Private;
}
