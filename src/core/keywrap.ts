/** RSAES-OAEP (RFC 8017 §7.1) with SHA-256 as hash and in MGF1: the content key for one recipient. */
import { constants, privateDecrypt, publicEncrypt } from "node:crypto";
import { CONTENT_KEY_BYTES } from "./aead.ts";
import { wipe } from "./bytes.ts";
import type { RecipientPrivateKey, RecipientPublicKey } from "./keys.ts";

// Node uses oaepHash for MGF1 as well; test/core/keywrap.test.ts holds that against Wycheproof.
const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" } as const;

/** The wrapped key, as long as the recipient's modulus. */
export function wrapKey(contentKey: Uint8Array, recipient: RecipientPublicKey): Uint8Array {
  return publicEncrypt({ key: recipient.key, ...oaep }, contentKey);
}

/**
 * The content key, or null: not mine. A wrong key and an altered wrapped key are the same thing here, and
 * every failure looks alike to the caller.
 */
export function unwrapKey(wrappedKey: Uint8Array, recipient: RecipientPrivateKey): Uint8Array | null {
  if (wrappedKey.length !== recipient.bits / 8) return null;
  let contentKey;
  try {
    contentKey = privateDecrypt({ key: recipient.key, ...oaep }, wrappedKey);
  } catch {
    return null;
  }
  if (contentKey.length === CONTENT_KEY_BYTES) return contentKey;
  wipe(contentKey);
  return null;
}
