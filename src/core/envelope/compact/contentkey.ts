/** The content key: drawn or agreed for every recipient, and taken back from one recipient's structure. */
import { CONTENT_KEY_BYTES } from "../../primitives/aead.ts";
import { unwrapAes, wrapAes } from "../../primitives/aeskw.ts";
import { agree, agreeAgain } from "../../primitives/agreement.ts";
import { wipe } from "../../encoding/bytes.ts";
import { kdfContext } from "../../encoding/cose.ts";
import { hkdf } from "../../primitives/hkdf.ts";
import { unwrapKey, wrapKey } from "../../primitives/keywrap.ts";
import type { RecipientPrivateKey, RecipientPublicKey } from "../../keys/recipientkeys.ts";
import type { RandomSource } from "../../random.ts";
import { agreementHeader, encodeRsaRecipient, encodeX25519Recipient } from "./recipients.ts";
import type { Recipient } from "./recipients.ts";

/** What a derived key is for (RFC 9053 §5.2, AlgorithmID): A256GCM, or AES key wrap with 256 bits. */
const purposes = { contentKey: 3, wrappingKey: -5 } as const;

/** A content key and the structures that carry it to every recipient. The order is the caller's. */
export function addressContentKey(
  recipients: readonly RecipientPublicKey[],
  random: RandomSource,
): { contentKey: Uint8Array; structures: readonly unknown[] } {
  const [only, second] = recipients;
  if (only?.type === "x25519" && second === undefined) {
    // Alone: the agreed key is the content key itself, and no wrapped key takes room on the paper.
    const { shared, ephemeralKey } = agree(only);
    const contentKey = deriveKey(shared, purposes.contentKey, agreementHeader(1));
    const structure = encodeX25519Recipient(only.fingerprint, 1, ephemeralKey, new Uint8Array(0));
    return { contentKey, structures: [structure] };
  }
  const contentKey = random(CONTENT_KEY_BYTES);
  const count = recipients.length;
  return { contentKey, structures: recipients.map((recipient) => wrapFor(recipient, contentKey, count)) };
}

function wrapFor(recipient: RecipientPublicKey, contentKey: Uint8Array, count: number): unknown {
  if (recipient.type === "rsa")
    return encodeRsaRecipient(recipient.fingerprint, count, Uint8Array.from(wrapKey(contentKey, recipient)));
  const { shared, ephemeralKey } = agree(recipient);
  const wrappingKey = deriveKey(shared, purposes.wrappingKey, agreementHeader(count));
  const wrapped = wrapAes(wrappingKey, contentKey);
  wipe(wrappingKey);
  return encodeX25519Recipient(recipient.fingerprint, count, ephemeralKey, wrapped);
}

/** The content key, or null: not for this key, or altered. */
export function unwrapContentKey(recipient: Recipient, key: RecipientPrivateKey): Uint8Array | null {
  if (recipient.keyType === "rsa") return key.type === "rsa" ? unwrapKey(recipient.wrappedKey, key) : null;
  if (key.type !== "x25519" || recipient.ephemeralKey === null) return null;
  const shared = agreeAgain(key, recipient.ephemeralKey);
  if (shared === null) return null;
  if (recipient.wrappedKey.length === 0)
    return deriveKey(shared, purposes.contentKey, recipient.protectedHeader);
  const wrappingKey = deriveKey(shared, purposes.wrappingKey, recipient.protectedHeader);
  const contentKey = unwrapAes(wrappingKey, recipient.wrappedKey);
  wipe(wrappingKey);
  return contentKey;
}

/** HKDF-SHA-256 over COSE_KDF_Context (RFC 9053 §5.1, §5.2); wipes the shared secret. */
function deriveKey(shared: Uint8Array, purpose: number, protectedHeader: Uint8Array): Uint8Array {
  const context = kdfContext(purpose, CONTENT_KEY_BYTES * 8, protectedHeader);
  const key = hkdf(shared, new Uint8Array(0), context, CONTENT_KEY_BYTES);
  wipe(shared);
  return key;
}
