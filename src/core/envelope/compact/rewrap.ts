/** Sealing an opened statement again for an office's next key: docs/FORMAT.md, "compact", rewrapping. */
import type { RecipientPublicKey } from "../../keys/recipientkeys.ts";
import { systemRandom } from "../../random.ts";
import type { RandomSource } from "../../random.ts";
import type { OpenedStatement } from "./open.ts";
import { encryptStatement } from "./seal.ts";
import { encodeStatementAgain } from "./statement.ts";

/**
 * The envelope for the successor alone. The issuer's signature stays as it was made, for the old key, and says so:
 * it holds where the reader's own records name the new key as that key's successor.
 */
export function rewrapCompact(
  opened: OpenedStatement,
  successor: RecipientPublicKey,
  random: RandomSource = systemRandom,
): Uint8Array {
  return encryptStatement(encodeStatementAgain(opened, opened.signedFor), [successor], random);
}
