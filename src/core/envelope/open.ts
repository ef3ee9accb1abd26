/** From a key-wrapped envelope back to the document: the steps of docs/FORMAT.md, section 3. */
import { decryptContent } from "../primitives/aead.ts";
import { wipe } from "../encoding/bytes.ts";
import { failure } from "../errors.ts";
import type { KeyWrappedEnvelope } from "./envelope.ts";
import { unwrapKey } from "../primitives/keywrap.ts";
import type { RsaPrivateKey } from "../keys/recipientkeys.ts";

/**
 * The document, byte for byte as it was sealed, or null: not for this key.
 * Throws open/damaged where the key fits and the content was altered, open/bad-compression and
 * open/too-large where the sender's tool sealed something broken.
 */
export function open(envelope: KeyWrappedEnvelope, recipient: RsaPrivateKey): Uint8Array | null {
  const contentKey = unwrapKey(envelope.wrappedKey, recipient);
  if (contentKey === null) return null;

  const compressed = decryptContent(contentKey, envelope.nonce, envelope.ciphertext, envelope.aad);
  wipe(contentKey);
  if (compressed === null) throw failure("open/damaged", {});

  // Only now: what the tag has not vouched for never reaches the decompressor.
  try {
    return envelope.suite.compression.decompress(compressed);
  } finally {
    wipe(compressed);
  }
}
