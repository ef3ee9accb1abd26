/**
 * docs/FORMAT.md, "compact", the usual format: for one key or several, and inside it a statement, signed or not. What is
 * its own is here and beside here; the way it shares with the others is seal.ts and open.ts.
 */
import { wipe } from "../../encoding/bytes.ts";
import { bug } from "../../refusals.ts";
import { fingerprintBytes } from "../../keys/fingerprint.ts";
import type { OpeningKey } from "../../keys/recipientkind.ts";
import { limits } from "../../limits.ts";
import { encodeClaims, isMediaType, newDocumentId } from "../claims.ts";
import type { Envelope, EnvelopeHead, Format, Opened, Packing } from "../envelope.ts";
import { encodeStatement, openStatement } from "../statement.ts";
import { contentAad, contentHeader, encodeEncrypted, parseEncrypted, PREFIX } from "./encrypted.ts";
import { encodeRecipient, keyIdOf } from "./recipients.ts";

export const compact: Format = {
  name: "compact",
  carriesAnyType: true,
  carriesStatement: true,
  mostRecipients: limits.recipients,
  recipientKinds: null,
  compression: null,
  claims: (text) => text.startsWith(PREFIX),
  parse: (text) => ({ format: compact, mediaType: null, compression: null, ...parseEncrypted(text) }),
  encode,
  carries: isMediaType,
  keyIdOf,
  aadOf,
  pack,
  unpack,
};

function encode({ keyCommitment, nonce, ciphertext, recipients }: Envelope): string {
  return encodeEncrypted(contentHeader(keyCommitment), nonce, ciphertext, recipients.map(encodeRecipient));
}

function aadOf({ keyCommitment, recipients }: EnvelopeHead): Uint8Array {
  return contentAad(contentHeader(keyCommitment), recipients.map(encodeRecipient));
}

/** Claims about the document and with it, signed for exactly these recipients. */
async function pack(
  document: Uint8Array,
  { mediaType, statement, recipients, random }: Packing,
): Promise<Uint8Array> {
  if (statement === null) throw bug("a compact envelope without a statement");
  const claims = encodeClaims({
    issuer: statement.issuer ?? null,
    subject: statement.subject ?? null,
    expiresAt: statement.expiresAt ?? null,
    notBefore: statement.notBefore ?? null,
    issuedAt: statement.issuedAt,
    documentId: statement.documentId ?? newDocumentId(random),
    mediaType,
    document,
  });
  const { signer } = statement;
  if (signer === null) return claims;
  try {
    return await encodeStatement(claims, signer, recipients.map(fingerprintBytes));
  } finally {
    wipe(claims);
  }
}

function unpack(plaintext: Uint8Array, { recipients }: Envelope, key: OpeningKey): Opened {
  // Alone, the envelope has the start of the fingerprint only.
  const fingerprints =
    recipients.length === 1 ? [fingerprintBytes(key)] : recipients.flatMap(({ keyId }) => keyId ?? []);
  const statement = openStatement(plaintext, fingerprints);
  const { mediaType, compression, content } = statement.claims;
  return { format: compact, mediaType, statement, document: () => compression.decompress(content) };
}
