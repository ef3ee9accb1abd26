/** The content key: drawn or agreed for every recipient, and taken back by one of them. */
import { equalBytes, wipe } from "../encoding/bytes.ts";
import { bug } from "../refusals.ts";
import { fingerprintBytes } from "../keys/fingerprint.ts";
import type { OpeningKey, RecipientKey, RecipientStructure } from "../keys/recipientkind.ts";
import { CONTENT_KEY_BYTES } from "../primitives/aead.ts";
import type { RandomSource } from "../random.ts";
import type { Format, Recipient } from "./envelope.ts";

/** A content key, and the recipients with what carries it to each. The order is the caller's. */
export async function addressContentKey(
  keys: readonly RecipientKey[],
  format: Format,
  random: RandomSource,
): Promise<{ contentKey: Uint8Array; recipients: readonly Recipient[] }> {
  const [only] = keys;
  if (keys.length === 1 && only?.agreeOnContentKey !== undefined) {
    const { contentKey, structure } = await only.agreeOnContentKey();
    return { contentKey, recipients: [recipientOf(only, structure, 1, format)] };
  }
  const contentKey = random(CONTENT_KEY_BYTES);
  try {
    const recipients: Recipient[] = [];
    for (const key of keys) {
      recipients.push(recipientOf(key, await key.wrap(contentKey), keys.length, format));
    }
    return { contentKey, recipients };
  } catch (error) {
    // A key that lies elsewhere may not be there any more.
    wipe(contentKey);
    throw error;
  }
}

function recipientOf(
  key: RecipientKey,
  structure: RecipientStructure,
  count: number,
  format: Format,
): Recipient {
  const { kind } = key;
  const facts = kind.parse(structure, count === 1);
  // What no reader would take must not get on paper.
  if (facts === null) throw bug(`a recipient of type ${kind.id} that cannot be read back`);
  return { kind, keyId: format.keyIdOf(key, count), ...structure, ...facts };
}

/** Whether a recipient is this key, as far as the envelope says: by its id, or by its kind where it names none. */
export function isAddressedTo({ keyId, kind }: Recipient, key: OpeningKey): boolean {
  return keyId === null
    ? kind === key.kind
    : equalBytes(keyId, fingerprintBytes(key).subarray(0, keyId.length));
}

/** The content key, or null: not for this key, or altered. */
export async function unwrapContentKey(recipient: Recipient, key: OpeningKey): Promise<Uint8Array | null> {
  if (recipient.kind !== key.kind) return null;
  const contentKey = await key.unwrap(recipient);
  if (contentKey === null || contentKey.length === CONTENT_KEY_BYTES) return contentKey;
  // A message of another length is no content key of ours.
  wipe(contentKey);
  return null;
}
