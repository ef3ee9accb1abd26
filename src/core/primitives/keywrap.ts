/** RSAES-OAEP (RFC 8017 §7.1) with SHA-256 as hash and in MGF1: the content key for one recipient. */
import { constants, privateDecrypt, publicEncrypt } from "node:crypto";
import { CONTENT_KEY_BYTES } from "./aead.ts";
import { wipe } from "../encoding/bytes.ts";
import type { RsaPrivateKey, RsaPublicKey } from "../keys/recipientkeys.ts";

// Node uses oaepHash for MGF1 as well; test/vectors/oaep.test.ts holds that against Wycheproof.
const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" } as const;

/** The wrapped key, as long as the recipient's modulus. */
export function wrapKey(contentKey: Uint8Array, recipient: RsaPublicKey): Uint8Array {
  return publicEncrypt({ key: recipient.key, ...oaep }, contentKey);
}

/**
 * The message under RSA-OAEP, of whatever length, or null. A wrong key and an altered ciphertext are the same
 * thing here, and every failure looks alike to the caller.
 */
export function oaepDecrypt(ciphertext: Uint8Array, recipient: RsaPrivateKey): Uint8Array | null {
  // OpenSSL would fill a shorter one up with zeros: a second spelling of the same number.
  if (ciphertext.length !== recipient.bits / 8) return null;
  try {
    return privateDecrypt({ key: recipient.key, ...oaep }, ciphertext);
  } catch {
    return null;
  }
}

/** The content key, or null: not mine. A message of another length is no content key of ours. */
export function unwrapKey(wrappedKey: Uint8Array, recipient: RsaPrivateKey): Uint8Array | null {
  const contentKey = oaepDecrypt(wrappedKey, recipient);
  if (contentKey === null || contentKey.length === CONTENT_KEY_BYTES) return contentKey;
  wipe(contentKey);
  return null;
}
