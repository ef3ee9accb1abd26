/**
 * Recipient keys. A value of these types has been proved once: RSA, of a size and exponent that is safe and
 * bearable. Everything below takes that proof and checks no more.
 */
import { createPublicKey, generateKeyPair } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { bug, failure } from "./errors.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { limits } from "./limits.ts";

interface RsaKey {
  readonly key: KeyObject;
  /** Modulus length in bits: 2048 to 8192, a multiple of eight. */
  readonly bits: number;
  /** SHA-256 of the public key's SPKI in hexadecimal; the same for both halves of a pair. */
  readonly fingerprint: string;
}

declare const proof: unique symbol;
export type RecipientPublicKey = RsaKey & { readonly [proof]: "public" };
export type RecipientPrivateKey = RsaKey & { readonly [proof]: "private" };

export type RsaBits = 2048 | 3072 | 4096;
export const rsaBits: readonly RsaBits[] = [2048, 3072, 4096];

/**
 * Proves a public key fit for wrapping. `path` names the file in the error: key/not-rsa, key/bad-size or
 * key/bad-exponent.
 */
export function recipientPublicKey(key: KeyObject, path: string): RecipientPublicKey {
  return proveRsa(key, key, path) as RecipientPublicKey;
}

/** Proves a private key fit for unwrapping; errors as for the public one. */
export function recipientPrivateKey(key: KeyObject, path: string): RecipientPrivateKey {
  return proveRsa(key, createPublicKey(key), path) as RecipientPrivateKey;
}

function proveRsa(key: KeyObject, publicKey: KeyObject, path: string): RsaKey {
  if (key.asymmetricKeyType !== "rsa") {
    throw failure("key/not-rsa", { path, found: nameKeyType(key.asymmetricKeyType) });
  }
  const { modulusLength: bits = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const { min, max } = limits.rsaModulusBits;
  if (bits < min || bits > max || bits % 8 !== 0) {
    throw failure("key/bad-size", { path, bits, minBits: min, maxBits: max });
  }
  if (
    publicExponent < 3n ||
    publicExponent % 2n === 0n ||
    publicExponent >> BigInt(limits.rsaExponentBits) > 0n
  ) {
    throw failure("key/bad-exponent", { path });
  }
  return { key, bits, fingerprint: fingerprintOf(publicKey.export({ type: "spki", format: "der" })) };
}

function nameKeyType(type: string | undefined): string {
  if (type === "rsa-pss") return "an RSA key restricted to PSS signatures";
  return type === undefined ? "a key of unknown type" : `a key of type ${type}`;
}

export interface RecipientKeyPair {
  readonly publicKey: RecipientPublicKey;
  readonly privateKey: RecipientPrivateKey;
}

/** A fresh pair with public exponent 65537 (FIPS 186-5 §5.4). Takes 0.1 to 2 seconds, off the main thread. */
export async function generateRecipientKeys(bits: RsaBits): Promise<RecipientKeyPair> {
  return new Promise((resolve, reject) => {
    generateKeyPair("rsa", { modulusLength: bits, publicExponent: 65537 }, (error, publicKey, privateKey) => {
      if (error !== null) {
        reject(bug(`making an RSA key of ${bits} bits failed`));
        return;
      }
      resolve({
        publicKey: recipientPublicKey(publicKey, "the new key"),
        privateKey: recipientPrivateKey(privateKey, "the new key"),
      });
    });
  });
}
