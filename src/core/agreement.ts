/** Ephemeral-static Diffie-Hellman on Curve25519 (RFC 7748 §6.1): a fresh key for every recipient of every document. */
import { createPublicKey, diffieHellman } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { concat } from "./bytes.ts";
import { generateX25519Keys } from "./keys.ts";
import type { X25519PrivateKey, X25519PublicKey } from "./keys.ts";

export const X25519_BYTES = 32;
/** A SubjectPublicKeyInfo of X25519 up to the key itself (RFC 8410 §4). */
const spkiPrefix = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00);

/** The shared secret and the public half of the fresh key it was made with, 32 bytes each. */
export function agree(recipient: X25519PublicKey): { shared: Uint8Array; ephemeralKey: Uint8Array } {
  const { publicKey, privateKey } = generateX25519Keys();
  const spki = publicKey.key.export({ type: "spki", format: "der" });
  return {
    shared: diffieHellman({ privateKey: privateKey.key, publicKey: recipient.key }),
    ephemeralKey: Uint8Array.from(spki.subarray(spki.length - X25519_BYTES)),
  };
}

/** The same secret at the recipient's side; null where the other's key would make it known to everybody. */
export function agreeAgain(recipient: X25519PrivateKey, ephemeralKey: Uint8Array): Uint8Array | null {
  // OpenSSL passes over what follows a key: a second spelling of the same one.
  if (ephemeralKey.length !== X25519_BYTES) return null;
  try {
    const publicKey: KeyObject = createPublicKey({
      key: Buffer.from(concat(spkiPrefix, ephemeralKey)),
      format: "der",
      type: "spki",
    });
    const shared = diffieHellman({ privateKey: recipient.key, publicKey });
    // RFC 7748 §6.1: a point of small order gives zero.
    return shared.every((byte) => byte === 0) ? null : shared;
  } catch {
    return null;
  }
}
