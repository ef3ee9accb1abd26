/** From an envelope back to what was sealed: the steps of docs/FORMAT.md, sections 3 and 7.7. */
import { wipe } from "../encoding/bytes.ts";
import { failure } from "./refusals.ts";
import type { OpeningKey } from "../keys/recipientkind.ts";
import { decryptContent } from "../primitives/aead.ts";
import { keepsCommitment } from "./compact/commitment.ts";
import { isAddressedTo, unwrapContentKey } from "./contentkey.ts";
import type { Envelope, Opened } from "./envelope.ts";

/**
 * What is inside, or null: not for this key. The signature of a statement is not verified and its document not
 * decompressed: that is for after the decision to trust it (proveSignature, document).
 *
 * Throws open/damaged where it is for this key and anything was altered, envelope/malformed and envelope/unsupported
 * where the sender's tool stated something broken, and for formats without a statement open/bad-compression and
 * open/too-large where it sealed something broken.
 */
export async function open(envelope: Envelope, key: OpeningKey): Promise<Opened | null> {
  const recipient = envelope.recipients.find((candidate) => isAddressedTo(candidate, key));
  if (recipient === undefined) return null;

  const contentKey = await unwrapContentKey(recipient, key);
  // Where no key is named, only this tells that it is another's.
  if (contentKey === null && recipient.keyId === null) return null;
  // From here on every failure looks alike: which step refused would tell a forger about the key.
  if (contentKey === null) throw failure("open/damaged", {});
  const { format, keyCommitment, nonce, aad, ciphertext } = envelope;
  const plaintext = keepsCommitment(keyCommitment, contentKey)
    ? decryptContent(contentKey, nonce, ciphertext, aad)
    : null;
  wipe(contentKey);
  if (plaintext === null) throw failure("open/damaged", {});

  // Only now: what the tag has not vouched for is neither parsed nor decompressed.
  return format.unpack(plaintext, envelope, key);
}
