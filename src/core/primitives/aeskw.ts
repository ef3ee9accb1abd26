/** AES-256 key wrap (RFC 3394 §2.2.3.1) with its default initial value. Node accepts wrong sizes: they are proved here. */
import { createCipheriv, createDecipheriv } from "node:crypto";
import { CONTENT_KEY_BYTES } from "./aead.ts";
import { concat } from "../encoding/bytes.ts";

const CIPHER = "id-aes256-wrap";
const initialValue = new Uint8Array(8).fill(0xa6);

export function wrapAes(wrappingKey: Uint8Array, contentKey: Uint8Array): Uint8Array {
  const cipher = createCipheriv(CIPHER, wrappingKey, initialValue);
  return concat(cipher.update(contentKey), cipher.final());
}

/** The content key, or null: another wrapping key, or altered. */
export function unwrapAes(wrappingKey: Uint8Array, wrappedKey: Uint8Array): Uint8Array | null {
  try {
    const decipher = createDecipheriv(CIPHER, wrappingKey, initialValue);
    const contentKey = concat(decipher.update(wrappedKey), decipher.final());
    return contentKey.length === CONTENT_KEY_BYTES ? contentKey : null;
  } catch {
    return null;
  }
}
