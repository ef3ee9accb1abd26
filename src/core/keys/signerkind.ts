/**
 * Signing keys of issuers as what they can do, and what a kind of them is. As for recipients, a value of these types has
 * been proved once, and where the key is held does not show. A key is bound to the one algorithm of its kind.
 */
import type { RandomSource } from "../random.ts";
import type { StandardForm } from "./keyform.ts";

interface KnownSigningKey {
  readonly kind: SignerKind;
  /** SubjectPublicKeyInfo in DER (RFC 5280 §4.1), of a private key that of its other half. */
  readonly spki: Uint8Array;
  /** SHA-256 of it in hexadecimal; the same for both halves of a pair. */
  readonly fingerprint: string;
}

/** The public half: verifies. */
export interface VerifyingKey extends KnownSigningKey {
  /** Whether the other half made this signature of this message; false for whatever is wrong with it. */
  verify(message: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /** Its key file. */
  toFile(): Uint8Array;
}

/** The private half: signs. */
export interface SigningKey extends KnownSigningKey {
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** PrivateKeyInfo in DER (RFC 5958 §2), where the key can leave what holds it. The caller wipes it. */
  readonly toPkcs8?: () => Uint8Array;
  /** Its key file, under `passphrase` where one is given. The caller wipes it. */
  toFile(passphrase: Uint8Array | null, random?: RandomSource): Uint8Array;
}

export interface SigningKeyPair {
  readonly publicKey: VerifyingKey;
  readonly privateKey: SigningKey;
}

/** Everything that is known of a kind of signing keys. */
export interface SignerKind {
  /** In options, under --json, in trust lists: "p256". */
  readonly id: string;
  /** As people write it in every language: "ECDSA P-256". */
  readonly name: string;
  /** The "alg" number of its signatures (RFC 9053 §2, RFC 8230 §2), of which each has one encoding of one length. */
  readonly coseId: number;
  /** The usual ones: trust lists hold public keys as SubjectPublicKeyInfo. */
  readonly files: StandardForm<VerifyingKey, SigningKey>;
  generate(): Promise<SigningKeyPair>;
}
