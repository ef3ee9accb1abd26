/**
 * AES-256-CBC with PKCS #7 padding (RFC 5652 §6.3): IV ‖ ciphertext, the form of the system that this API comes from.
 * Nothing authenticates it. OpenSSL never sees the padding: it would tell by an exception whether it is right, and how
 * long that takes; here it is looked at in the same steps whatever it is.
 */
import { createCipheriv, createDecipheriv } from "node:crypto";
import { concat, wipe } from "../../core/encoding/bytes.ts";

const BLOCK_BYTES = 16;

export function encryptCbc(sessionKey: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const cipher = createCipheriv("aes-256-cbc", sessionKey, iv);
  return concat(iv, cipher.update(data), cipher.final());
}

export interface Unpadded {
  /** With wrong padding: all that was decrypted, so that whoever looks at it next has as much to do. */
  readonly data: Uint8Array;
  readonly isPadded: boolean;
}

/** Null where its length alone rules it out. */
export function decryptCbc(sessionKey: Uint8Array, bytes: Uint8Array): Unpadded | null {
  if (bytes.length < 2 * BLOCK_BYTES || bytes.length % BLOCK_BYTES !== 0) return null;
  const decipher = createDecipheriv("aes-256-cbc", sessionKey, bytes.subarray(0, BLOCK_BYTES));
  decipher.setAutoPadding(false);
  const plaintext = decipher.update(bytes.subarray(BLOCK_BYTES));
  wipe(decipher.final());
  const padding = paddingOf(plaintext.subarray(-BLOCK_BYTES));
  return { data: plaintext.subarray(0, plaintext.length - padding), isPadded: padding !== 0 };
}

/** 1 to 16, or 0 where it is wrong; no branch and no index depends on what the block holds. */
function paddingOf(block: Uint8Array): number {
  const claimed = block[BLOCK_BYTES - 1] ?? 0;
  // Negative numbers shifted right are all ones: (a - b) >> 31 is the mask of a < b.
  let wrong = (claimed - 1) >> 31;
  wrong |= (BLOCK_BYTES - claimed) >> 31;
  for (let fromEnd = 0; fromEnd < BLOCK_BYTES; fromEnd += 1) {
    const isPadding = (fromEnd - claimed) >> 31;
    wrong |= isPadding & ((block[BLOCK_BYTES - 1 - fromEnd] ?? 0) ^ claimed);
  }
  const isRight = ((wrong | -wrong) >> 31) + 1;
  return claimed * isRight;
}
