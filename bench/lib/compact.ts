/** A document sealed in the usual format with the claims that every benchmark states about it. */
import { sealCompact } from "../../src/core/envelope/compact/seal.ts";
import type { RecipientPublicKey } from "../../src/core/keys/recipientkeys.ts";
import type { SigningPrivateKey } from "../../src/core/keys/signingkeys.ts";
import { expiresAt, issuedAt } from "./documents.ts";
import type { IssuedDocument } from "./documents.ts";

export function sealedCompact(
  { bytes, subject }: IssuedDocument,
  recipients: readonly RecipientPublicKey[],
  signer: SigningPrivateKey | null,
): Uint8Array {
  return sealCompact(bytes, recipients, { signer, subject, issuedAt, expiresAt });
}
