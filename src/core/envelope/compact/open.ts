/** From a compact envelope to the statement in it: the steps of docs/FORMAT.md, "compact", opening. */
import { timingSafeEqual } from "node:crypto";
import { decryptContent } from "../../primitives/aead.ts";
import { equalBytes, wipe } from "../../encoding/bytes.ts";
import { failure } from "../../errors.ts";
import type { RecipientPrivateKey } from "../../keys/recipientkeys.ts";
import { commitToKey } from "./encrypted.ts";
import type { EncryptedParts } from "./encrypted.ts";
import { fingerprintBytes } from "../../keys/fingerprint.ts";
import { unwrapContentKey } from "./contentkey.ts";
import { isAddressedTo } from "./recipients.ts";
import { parseStatement } from "./statement.ts";
import type { Statement } from "./statement.ts";

export interface OpenedStatement extends Statement {
  /** The whole fingerprints that a signature must cover, in order: the envelope's recipients, unless it was sealed again. */
  readonly signedFor: readonly Uint8Array[];
}

/**
 * The statement, or null: no recipient of the envelope is this key. Its signature is not verified and its
 * document not decompressed: that is for after the decision to trust it (verifySignature, documentOf).
 * Throws open/damaged where it is for this key and anything was altered.
 */
export function openCompact(envelope: EncryptedParts, key: RecipientPrivateKey): OpenedStatement | null {
  const recipient = envelope.recipients.find((candidate) => isAddressedTo(candidate, key));
  if (recipient === undefined) return null;

  // From here on every failure looks alike: which step refused would tell a forger about the key.
  const contentKey = unwrapContentKey(recipient, key);
  if (contentKey === null) throw failure("open/damaged", {});
  const isCommitted =
    envelope.keyCommitment === null || timingSafeEqual(commitToKey(contentKey), envelope.keyCommitment);
  const plaintext = isCommitted
    ? decryptContent(contentKey, envelope.nonce, envelope.ciphertext, envelope.aad)
    : null;
  wipe(contentKey);
  if (plaintext === null) throw failure("open/damaged", {});

  const isAlone = envelope.recipients.length === 1;
  const recipients = isAlone ? [fingerprintBytes(key)] : envelope.recipients.map(({ keyId }) => keyId);
  const statement = parseStatement(plaintext);
  const sealedAgain = statement.signature?.signedFor ?? null;
  // What is the rule is not spelled out: that would be a second spelling.
  if (sealedAgain !== null && equalLists(sealedAgain, recipients)) {
    throw failure("envelope/malformed", { format: "compact", problem: "it names its own recipients twice" });
  }
  return { ...statement, signedFor: sealedAgain ?? recipients };
}

function equalLists(one: readonly Uint8Array[], other: readonly Uint8Array[]): boolean {
  return (
    one.length === other.length && one.every((item, at) => equalBytes(item, other[at] ?? new Uint8Array(0)))
  );
}

/** The document of a statement, byte for byte. Throws open/too-large or open/bad-compression. */
export function documentOf({ claims }: Statement): Uint8Array {
  return claims.compression.decompress(claims.content);
}
