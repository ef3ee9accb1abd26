/** AES-256-GCM (NIST SP 800-38D): the content of an envelope under its one-time key. */
import { createCipheriv, createDecipheriv } from "node:crypto";
import { concat, wipe } from "../encoding/bytes.ts";
import { bug } from "../refusals.ts";

export const CONTENT_KEY_BYTES = 32;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

const nothing = new Uint8Array(0);

/** The ciphertext with its 16-byte tag appended (RFC 5116 §5.1); `aad` is authenticated and not encrypted. */
export function encryptContent(
  contentKey: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array = nothing,
): Uint8Array {
  checkSizes(contentKey, nonce);
  const cipher = createCipheriv("aes-256-gcm", contentKey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad);
  return concat(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

/** The plaintext, or null where the tag does not match. Nothing of it is released before the tag is checked. */
export function decryptContent(
  contentKey: Uint8Array,
  nonce: Uint8Array,
  ciphertextAndTag: Uint8Array,
  aad: Uint8Array = nothing,
): Uint8Array | null {
  checkSizes(contentKey, nonce);
  if (ciphertextAndTag.length < TAG_BYTES) return null;
  const tagAt = ciphertextAndTag.length - TAG_BYTES;
  // Without authTagLength Node accepts a tag cut down to four bytes.
  const decipher = createDecipheriv("aes-256-gcm", contentKey, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad);
  decipher.setAuthTag(ciphertextAndTag.subarray(tagAt));
  const plaintext = decipher.update(ciphertextAndTag.subarray(0, tagAt));
  try {
    decipher.final();
    return plaintext;
  } catch {
    wipe(plaintext);
    return null;
  }
}

function checkSizes(contentKey: Uint8Array, nonce: Uint8Array): void {
  if (contentKey.length !== CONTENT_KEY_BYTES) throw bug(`content key of ${contentKey.length} bytes`);
  if (nonce.length !== NONCE_BYTES) throw bug(`nonce of ${nonce.length} bytes`);
}
