/**
 * Recipient keys. A value of these types has been proved once: RSA of a size and exponent that is safe and
 * bearable, or X25519. Everything below takes that proof and checks no more.
 */
import { createPublicKey, generateKeyPair, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { bug, failure } from "../errors.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { limits } from "../limits.ts";
import { phrase } from "../phrases.ts";
import type { Phrase } from "../phrases.ts";

interface ProvedKey {
  readonly key: KeyObject;
  /** SHA-256 of the public key's SPKI in hexadecimal; the same for both halves of a pair. */
  readonly fingerprint: string;
}

interface RsaKey extends ProvedKey {
  readonly type: "rsa";
  /** Modulus length in bits: 2048 to 8192, a multiple of eight. */
  readonly bits: number;
}

interface X25519Key extends ProvedKey {
  readonly type: "x25519";
  /** The field's size, as people give it. */
  readonly bits: 255;
}

declare const proof: unique symbol;
export type RsaPublicKey = RsaKey & { readonly [proof]: "public" };
export type RsaPrivateKey = RsaKey & { readonly [proof]: "private" };
export type X25519PublicKey = X25519Key & { readonly [proof]: "public" };
export type X25519PrivateKey = X25519Key & { readonly [proof]: "private" };
export type RecipientPublicKey = RsaPublicKey | X25519PublicKey;
export type RecipientPrivateKey = RsaPrivateKey | X25519PrivateKey;

export type RsaBits = 2048 | 3072 | 4096;
export const rsaBits: readonly RsaBits[] = [2048, 3072, 4096];

/**
 * Proves a public key fit for a recipient. `path` names the file in the error: key/wrong-type, key/bad-size or
 * key/bad-exponent.
 */
export function recipientPublicKey(key: KeyObject, path: string): RecipientPublicKey {
  return proveRecipientKey(key, key, path) as RecipientPublicKey;
}

/** Proves a private key fit for a recipient; errors as for the public one. */
export function recipientPrivateKey(key: KeyObject, path: string): RecipientPrivateKey {
  return proveRecipientKey(key, createPublicKey(key), path) as RecipientPrivateKey;
}

function proveRecipientKey(key: KeyObject, publicKey: KeyObject, path: string): RsaKey | X25519Key {
  const fingerprint = fingerprintOf(publicKey.export({ type: "spki", format: "der" }));
  if (key.asymmetricKeyType === "x25519") return { type: "x25519", bits: 255, key, fingerprint };
  if (key.asymmetricKeyType === "rsa") return { type: "rsa", bits: proveRsa(key, path), key, fingerprint };
  const expected = "an RSA or X25519 key";
  throw failure("key/wrong-type", { path, expected, found: nameKeyType(key.asymmetricKeyType) });
}

/** The modulus length, once it and the exponent are proved. Signing keys are held against the same bounds. */
export function proveRsa(key: KeyObject, path: string): number {
  const { modulusLength: bits = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const { min, max } = limits.rsaModulusBits;
  if (bits < min || bits > max || bits % 8 !== 0) {
    throw failure("key/bad-size", { path, bits, minBits: min, maxBits: max });
  }
  const isBearable = publicExponent >> BigInt(limits.rsaExponentBits) === 0n;
  if (publicExponent < 3n || publicExponent % 2n === 0n || !isBearable)
    throw failure("key/bad-exponent", { path });
  return bits;
}

export function nameKeyType(type: string | undefined): Phrase {
  if (type === "rsa-pss") return "an RSA key restricted to PSS signatures";
  return type === undefined ? "a key of unknown type" : phrase("a key of type {}", type);
}

export interface RsaKeyPair {
  readonly publicKey: RsaPublicKey;
  readonly privateKey: RsaPrivateKey;
}

export interface RecipientKeyPair {
  readonly publicKey: RecipientPublicKey;
  readonly privateKey: RecipientPrivateKey;
}

/** A fresh RSA pair with public exponent 65537 (FIPS 186-5 §5.4). Takes 0.1 to 2 seconds, off the main thread. */
export async function generateRecipientKeys(bits: RsaBits): Promise<RsaKeyPair> {
  return new Promise((resolve, reject) => {
    generateKeyPair("rsa", { modulusLength: bits, publicExponent: 65537 }, (error, publicKey, privateKey) => {
      if (error !== null) {
        reject(bug(`making an RSA key of ${bits} bits failed`));
        return;
      }
      resolve({
        publicKey: recipientPublicKey(publicKey, "the new key") as RsaPublicKey,
        privateKey: recipientPrivateKey(privateKey, "the new key") as RsaPrivateKey,
      });
    });
  });
}

/** A fresh X25519 pair (RFC 7748). */
export function generateX25519Keys(): RecipientKeyPair {
  const pair = generateKeyPairSync("x25519");
  return {
    publicKey: recipientPublicKey(pair.publicKey, "the new key"),
    privateKey: recipientPrivateKey(pair.privateKey, "the new key"),
  };
}
