/** Ephemeral-static Diffie-Hellman on Curve25519 (RFC 7748 §6.1): a fresh key for every recipient of every document. */
import { createPublicKey, diffieHellman, generateKeyPairSync } from "node:crypto";
import { bug } from "../errors.ts";
import type { X25519PrivateKey, X25519PublicKey } from "../keys/recipientkeys.ts";
import { decodeBase64url, encodeBase64url } from "../encoding/text.ts";

export const X25519_BYTES = 32;
/** One-time keys go in and out of Node as JSON Web Keys (RFC 8037 §2): reading one in DER takes ten times as long. */
const keyType = { kty: "OKP", crv: "X25519" } as const;

/** The shared secret and the public half of the fresh key it was made with, 32 bytes each. */
export function agree(recipient: X25519PublicKey): { shared: Uint8Array; ephemeralKey: Uint8Array } {
  // Not as a recipient's keys: to prove and name what lives for one document takes longer than all the rest here.
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  const ephemeralKey = decodeBase64url(publicKey.export({ format: "jwk" }).x ?? "");
  if (ephemeralKey?.length !== X25519_BYTES) throw bug("a fresh X25519 key without its bytes");
  return { shared: diffieHellman({ privateKey, publicKey: recipient.key }), ephemeralKey };
}

/** The same secret at the recipient's side; null where the other's key would make it known to everybody. */
export function agreeAgain(recipient: X25519PrivateKey, ephemeralKey: Uint8Array): Uint8Array | null {
  // OpenSSL passes over what follows a key: a second spelling of the same one.
  if (ephemeralKey.length !== X25519_BYTES) return null;
  try {
    const key = { ...keyType, x: encodeBase64url(ephemeralKey) };
    const publicKey = createPublicKey({ key, format: "jwk" });
    const shared = diffieHellman({ privateKey: recipient.key, publicKey });
    // RFC 7748 §6.1: a point of small order gives zero.
    return shared.every((byte) => byte === 0) ? null : shared;
  } catch {
    return null;
  }
}
