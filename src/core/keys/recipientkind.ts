/**
 * Recipient keys as what they can do, and what a kind of them is. A value of these types has been proved once: whoever
 * made it found the key fit and bearable, and everything below takes that proof and checks no more.
 *
 * Where a key is held does not show: in this process, in a thread, in a card. So what needs the key is asynchronous.
 */
import type { CborMap } from "../encoding/cbor.ts";
import type { RandomSource } from "../random.ts";
import type { KeyForm } from "./keyform.ts";

interface KnownRecipientKey {
  readonly kind: RecipientKind;
  /** Length in bits, as people give it: of RSA's modulus, of the field of a curve. */
  readonly bits: number;
  /** SubjectPublicKeyInfo in DER (RFC 5280 §4.1), of a private key that of its other half. */
  readonly spki: Uint8Array;
  /** SHA-256 of it in hexadecimal; the same for both halves of a pair. */
  readonly fingerprint: string;
}

/** The public half of a recipient's key: wraps. */
export interface RecipientKey extends KnownRecipientKey {
  /** Carries a content key of 32 bytes to this key, whoever else gets it too. */
  wrap(contentKey: Uint8Array): Promise<RecipientStructure>;
  /** For a recipient alone, where the kind knows a shorter way: a content key that both sides come to by themselves. */
  readonly agreeOnContentKey?: () => Promise<AgreedContentKey>;
  /** RSAES-OAEP (RFC 8017 §7.1) with SHA-256, where the key is for that: for protocols of their own. */
  readonly encryptOaep?: (message: Uint8Array) => Promise<Uint8Array>;
  /** Its key file. */
  toFile(): Uint8Array;
}

/** The private half: opens. */
export interface OpeningKey extends KnownRecipientKey {
  /** The content key in a structure of this kind, of whatever length; null: not mine, or altered. */
  unwrap(structure: RecipientStructure): Promise<Uint8Array | null>;
  /** The message under RSAES-OAEP, of whatever length, or null. */
  readonly decryptOaep?: (ciphertext: Uint8Array) => Promise<Uint8Array | null>;
  /** What X25519 (RFC 7748 §6.1) makes of this key and the 32 bytes of a public one; null where that is no secret. */
  readonly agree?: (publicKey: Uint8Array) => Promise<Uint8Array | null>;
  /** PrivateKeyInfo in DER (RFC 5958 §2), where the key can leave what holds it. The caller wipes it. */
  readonly toPkcs8?: () => Uint8Array;
  /** Its key file, under `passphrase` where one is given. The caller wipes it. */
  toFile(passphrase: Uint8Array | null, random?: RandomSource): Uint8Array;
}

/** COSE_recipient (RFC 9052 §5.1) but for the key id, which is the envelope's. */
export interface RecipientStructure {
  readonly protectedHeader: Uint8Array;
  readonly unprotected: CborMap;
  readonly wrappedKey: Uint8Array;
}

export interface AgreedContentKey {
  readonly contentKey: Uint8Array;
  readonly structure: RecipientStructure;
}

/** What a structure shows of itself. */
export interface StructureFacts {
  /** How the content key reaches the recipient, in technical terms. */
  readonly keyWrap: string;
  /** Length of the recipient's key in bits. */
  readonly keyBits: number;
}

export interface RecipientKeyPair {
  readonly publicKey: RecipientKey;
  readonly privateKey: OpeningKey;
}

/** Everything that is known of a kind of recipient keys. */
export interface RecipientKind {
  /** In options, under --json, in records: "rsa". */
  readonly id: string;
  /** As people write it in every language: "RSA". */
  readonly name: string;
  /** The lengths that a new key may have, and the usual one; null where all keys have the same. */
  readonly lengths: { readonly choices: readonly number[]; readonly usual: number } | null;
  /**
   * Null where a structure is not of this kind, or not built as it must be in its one spelling. `isAlone`: its envelope
   * has no other recipient.
   */
  parse(structure: RecipientStructure, isAlone: boolean): StructureFacts | null;
  readonly files: KeyForm<RecipientKey, OpeningKey>;
  /** A fresh pair. `bits` is one of the lengths, and left out where there are none. */
  generate(bits?: number): Promise<RecipientKeyPair>;
}
