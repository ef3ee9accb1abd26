/**
 * Signing keys of issuers: Ed25519, ECDSA on P-256, RSA-PSS or DSA-2048, each bound to its one algorithm. As for
 * recipients, a value of these types has been proved once.
 */
import { createPublicKey, generateKeyPair } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { bug, failure } from "../errors.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { nameKeyType, proveRsa } from "./recipientkeys.ts";
import { signatureAlgorithms } from "./signatures.ts";
import type { SignatureAlgorithm, SigningKeyType } from "./signatures.ts";

interface SigningKey {
  readonly type: SigningKeyType;
  readonly key: KeyObject;
  readonly algorithm: SignatureAlgorithm;
  /** SHA-256 of the public key's SPKI in hexadecimal. */
  readonly fingerprint: string;
}

const P256_SPKI_BYTES = 91;

declare const proof: unique symbol;
export type SigningPublicKey = SigningKey & { readonly [proof]: "public" };
export type SigningPrivateKey = SigningKey & { readonly [proof]: "private" };

/** Throws key/wrong-type, key/bad-size or key/bad-exponent; `path` names the file. */
export function signingPublicKey(key: KeyObject, path: string): SigningPublicKey {
  return proveSigningKey(key, key, path) as SigningPublicKey;
}

export function signingPrivateKey(key: KeyObject, path: string): SigningPrivateKey {
  return proveSigningKey(key, createPublicKey(key), path) as SigningPrivateKey;
}

function proveSigningKey(key: KeyObject, publicKey: KeyObject, path: string): SigningKey {
  const type = signingTypeOf(key);
  if (type === null) {
    const expected = "an Ed25519, P-256, RSA or DSA-2048 signing key";
    throw failure("key/wrong-type", { path, expected, found: nameKeyType(key.asymmetricKeyType) });
  }
  if (type === "rsa") proveRsa(key, path);
  const spki = publicKey.export({ type: "spki", format: "der" });
  // A point may be written whole or compressed (RFC 5480 §2.2): one key must not have two fingerprints.
  if (type === "p256" && spki.length !== P256_SPKI_BYTES) {
    const expected = "a P-256 key with its point written whole";
    throw failure("key/wrong-type", { path, expected, found: "a compressed point" });
  }
  return { type, key, algorithm: signatureAlgorithms[type], fingerprint: fingerprintOf(spki) };
}

function signingTypeOf(key: KeyObject): SigningKeyType | null {
  const { namedCurve, modulusLength, divisorLength } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === "ed25519") return "ed25519";
  if (key.asymmetricKeyType === "rsa") return "rsa";
  if (key.asymmetricKeyType === "ec" && namedCurve === "prime256v1") return "p256";
  // FIPS 186-4 §4.2: SHA-256 belongs to a 256-bit subgroup.
  if (key.asymmetricKeyType === "dsa" && modulusLength === 2048 && divisorLength === 256) return "dsa";
  return null;
}

export interface SigningKeyPair {
  readonly publicKey: SigningPublicKey;
  readonly privateKey: SigningPrivateKey;
}

/** A fresh pair; RSA has 3,072 bits. DSA takes some tenths of a second, for its parameters. */
export async function generateSigningKeys(type: SigningKeyType): Promise<SigningKeyPair> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, publicKey: KeyObject, privateKey: KeyObject): void => {
      if (error !== null) {
        reject(bug(`making a signing key of type ${type} failed`));
        return;
      }
      resolve({
        publicKey: signingPublicKey(publicKey, "the new key"),
        privateKey: signingPrivateKey(privateKey, "the new key"),
      });
    };
    if (type === "ed25519") generateKeyPair("ed25519", undefined, done);
    else if (type === "p256") generateKeyPair("ec", { namedCurve: "P-256" }, done);
    else if (type === "rsa") generateKeyPair("rsa", { modulusLength: 3072, publicExponent: 65537 }, done);
    else generateKeyPair("dsa", { modulusLength: 2048, divisorLength: 256 }, done);
  });
}
