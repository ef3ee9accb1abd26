/** Sealing again for an office's next key: docs/FORMAT.md, section 7.6. */
import type { RecipientKey } from "../keys/recipientkind.ts";
import { systemRandom } from "../random.ts";
import type { RandomSource } from "../random.ts";
import { encodeStatementAgain } from "./statement.ts";
import type { Opened } from "./envelope.ts";
import { encryptPacked, seal } from "./seal.ts";

/**
 * The envelope for the successor alone, in the format it was in. An issuer's signature stays as it was made, for the old
 * key, and says so: it holds where the reader's own records name the new key as that key's successor. Throws as `seal`,
 * where there is no statement.
 */
export async function rewrap(
  { format, mediaType, statement, document }: Opened,
  successor: RecipientKey,
  random: RandomSource = systemRandom,
): Promise<Uint8Array> {
  const recipients = [successor];
  if (statement === null) return seal(document(), { format, recipients, mediaType, random });
  const packed = encodeStatementAgain(statement, statement.signedFor);
  return encryptPacked(packed, { format, recipients, mediaType, random });
}
