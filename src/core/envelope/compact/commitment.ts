/**
 * AES-GCM does not commit to its key: one ciphertext can be made to open under two keys to two documents. Where several
 * offices read the same code, the key is bound by HKDF (RFC 5869) in the protected header.
 */
import { timingSafeEqual } from "node:crypto";
import { encodeUtf8 } from "../../encoding/text.ts";
import { hkdf } from "../../primitives/hkdf.ts";

export const COMMITMENT_BYTES = 32;

export function commitToKey(contentKey: Uint8Array): Uint8Array {
  const info = encodeUtf8("qrseal compact 1 key commitment");
  return hkdf(contentKey, new Uint8Array(0), info, COMMITMENT_BYTES);
}

/** Whether a commitment is to this key; true where there is none to keep. */
export const keepsCommitment = (commitment: Uint8Array | null, contentKey: Uint8Array): boolean =>
  commitment === null || timingSafeEqual(commitToKey(contentKey), commitment);
