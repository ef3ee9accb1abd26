/** A document sealed in the usual format with the claims that every benchmark states about it. */
import { expiresAt, issuedAt } from "./documents.ts";
import type { IssuedDocument } from "./documents.ts";
import type { RecipientKey } from "../../src/core/keys/recipientkind.ts";
import type { SigningKey } from "../../src/core/keys/signerkind.ts";
import { sealCompact } from "../../test/core/envelope/support/sealing.ts";

export function sealedCompact(
  { bytes, subject }: IssuedDocument,
  recipients: readonly RecipientKey[],
  signer: SigningKey | null,
): Promise<Uint8Array> {
  return sealCompact(bytes, recipients, { signer, subject, issuedAt, expiresAt });
}
