/** HKDF with SHA-256 (RFC 5869): keys from a shared secret. */
import { hkdfSync } from "node:crypto";

/** `length` bytes, at most 8,160 (255 times the hash). */
export function hkdf(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, salt, info, length));
}
