/** HKDF with SHA-256 (RFC 5869): keys from a shared secret. */
import { hkdfSync } from "node:crypto";
import { bug } from "../refusals.ts";

/** RFC 5869 §2.3: 255 times the hash. */
const MAX_BYTES = 255 * 32;

/** `length` bytes, 1 to 8,160. Another length is a fault of ours: no envelope chooses it. */
export function hkdf(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  if (!Number.isInteger(length) || length < 1 || length > MAX_BYTES)
    throw bug(`HKDF output of ${length} bytes`);
  return new Uint8Array(hkdfSync("sha256", secret, salt, info, length));
}
