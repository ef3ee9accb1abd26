/** From a document to a compact envelope: the steps of docs/FORMAT.md, "compact", sealing. */
import { encryptContent, NONCE_BYTES } from "../../primitives/aead.ts";
import { wipe } from "../../encoding/bytes.ts";
import { checkDocumentSize, checkJsonDocument } from "../document.ts";
import { bug } from "../../errors.ts";
import type { RecipientPublicKey } from "../../keys/recipientkeys.ts";
import { JSON_MEDIA_TYPE } from "../../encoding/mediatype.ts";
import { systemRandom } from "../../random.ts";
import type { RandomSource } from "../../random.ts";
import type { SigningPrivateKey } from "../../keys/signingkeys.ts";
import { encodeUtf8 } from "../../encoding/text.ts";
import { encodeClaims, newDocumentId } from "./claims.ts";
import { commitToKey, contentAad, contentHeader, encodeEncrypted } from "./encrypted.ts";
import { addressContentKey } from "./contentkey.ts";
import { fingerprintBytes } from "../../keys/fingerprint.ts";
import { encodeStatement } from "./statement.ts";

export interface CompactSealOptions {
  /** Null: not signed. Then anyone can have made it, and readers say so. */
  readonly signer: SigningPrivateKey | null;
  readonly mediaType?: string;
  readonly issuer?: string;
  readonly subject?: string;
  /** 16 bytes; fresh ones where none are given. */
  readonly documentId?: Uint8Array;
  /** Whole seconds since 1970. */
  readonly issuedAt: number;
  readonly notBefore?: number;
  readonly expiresAt?: number;
  readonly random?: RandomSource;
}

/**
 * The envelope of a document for one or several recipients, as bytes of text. Throws document/too-large, and
 * document/not-json or document/not-utf8 where the type is JSON and the document is not.
 */
export function sealCompact(
  document: Uint8Array,
  recipients: readonly RecipientPublicKey[],
  options: CompactSealOptions,
): Uint8Array {
  const { signer, mediaType = JSON_MEDIA_TYPE, issuedAt, random = systemRandom } = options;
  if (recipients.length === 0) throw bug("a document for nobody");
  checkDocumentSize(document);
  if (mediaType === JSON_MEDIA_TYPE) checkJsonDocument(document);

  const claims = encodeClaims({
    issuer: options.issuer ?? null,
    subject: options.subject ?? null,
    expiresAt: options.expiresAt ?? null,
    notBefore: options.notBefore ?? null,
    issuedAt,
    documentId: options.documentId ?? newDocumentId(random),
    mediaType,
    document,
  });
  const statement = encodeStatement(claims, signer, recipients.map(fingerprintBytes));

  const envelope = encryptStatement(statement, recipients, random);
  wipe(statement, claims);
  return envelope;
}

/** Encrypts what a signature has already covered: a fresh key and nonce, for every recipient. */
export function encryptStatement(
  statement: Uint8Array,
  recipients: readonly RecipientPublicKey[],
  random: RandomSource,
): Uint8Array {
  const { contentKey, structures } = addressContentKey(recipients, random);
  const protectedHeader = contentHeader(recipients.length === 1 ? null : commitToKey(contentKey));
  const nonce = Uint8Array.from(random(NONCE_BYTES));
  const ciphertext = encryptContent(contentKey, nonce, statement, contentAad(protectedHeader, structures));
  wipe(contentKey);

  return encodeUtf8(encodeEncrypted(protectedHeader, nonce, ciphertext, structures));
}
