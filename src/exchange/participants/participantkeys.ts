/** The public keys that participants bring: of the right kind, of a bearable size, and in one spelling. */
import { createHash, createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { equalBytes } from "../../core/encoding/bytes.ts";
import { limits } from "../../core/limits.ts";
import { RequestRefused } from "../protocol/refusals.ts";

export interface ParticipantKey {
  readonly key: KeyObject;
  readonly spki: Uint8Array;
  /** SHA-256 of `spki`, lower case hexadecimal. */
  readonly fingerprint: string;
}

/** An Ed25519 key from the base64 of its SPKI. Throws RequestRefused. */
export function readSigningKey(base64: string): ParticipantKey {
  const read = readKey(base64);
  if (read?.key.asymmetricKeyType !== "ed25519")
    throw new RequestRefused("participant/bad-key", "signing_key");
  return read;
}

/** An RSA or X25519 key, likewise. */
export function readEncryptionKey(base64: string): ParticipantKey {
  const read = readKey(base64);
  if (read === null || !(read.key.asymmetricKeyType === "x25519" || isBearableRsa(read.key))) {
    throw new RequestRefused("participant/bad-key", "encryption_key");
  }
  return read;
}

export const fingerprintOf = (spki: Uint8Array): string => createHash("sha256").update(spki).digest("hex");

function readKey(base64: string): ParticipantKey | null {
  try {
    const spki = Buffer.from(base64, "base64");
    const key = createPublicKey({ key: spki, format: "der", type: "spki" });
    // OpenSSL passes over what follows a key and other encodings of it: one key would have several fingerprints.
    const isOnlySpelling = equalBytes(spki, key.export({ type: "spki", format: "der" }));
    return isOnlySpelling ? { key, spki: Uint8Array.from(spki), fingerprint: fingerprintOf(spki) } : null;
  } catch {
    return null;
  }
}

/** As for every recipient of an envelope. */
function isBearableRsa(key: KeyObject): boolean {
  if (key.asymmetricKeyType !== "rsa") return false;
  const { modulusLength: bits = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const { min, max } = limits.rsaModulusBits;
  const isBearableExponent =
    publicExponent >= 3n &&
    publicExponent % 2n === 1n &&
    publicExponent >> BigInt(limits.rsaExponentBits) === 0n;
  return bits >= min && bits <= max && bits % 8 === 0 && isBearableExponent;
}
