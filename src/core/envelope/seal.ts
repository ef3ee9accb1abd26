/** From a document to a key-wrapped envelope: the steps of docs/FORMAT.md, section 2. */
import { CONTENT_KEY_BYTES, encryptContent } from "../primitives/aead.ts";
import { wipe } from "../encoding/bytes.ts";
import { checkDocumentSize, checkJsonDocument } from "./document.ts";
import { bug } from "../errors.ts";
import { encodeEnvelope, keyWrappedFormats } from "./detect.ts";
import type { KeyWrappedFormatName } from "./envelope.ts";
import { wrapKey } from "../primitives/keywrap.ts";
import type { RsaPublicKey } from "../keys/recipientkeys.ts";
import { isRegisteredMediaType, JSON_MEDIA_TYPE } from "../encoding/mediatype.ts";
import { systemRandom } from "../random.ts";
import type { RandomSource } from "../random.ts";

export interface SealOptions {
  readonly format: KeyWrappedFormatName;
  /** A registered media type. The classic format carries JSON only. */
  readonly mediaType?: string;
  readonly random?: RandomSource;
}

/**
 * The envelope of a document for one recipient, as bytes of text.
 * Throws document/too-large, and document/not-json or document/not-utf8 where the type is JSON and the
 * document is not.
 */
export function seal(document: Uint8Array, recipient: RsaPublicKey, options: SealOptions): Uint8Array {
  const { format, mediaType = JSON_MEDIA_TYPE, random = systemRandom } = options;
  const { suite, aadFor, carriesAnyType } = keyWrappedFormats[format];

  checkDocumentSize(document);
  // Opening refuses other types: an envelope of one would be lost on paper.
  if (!isRegisteredMediaType(mediaType)) throw bug(`${mediaType} is no registered media type`);
  if (mediaType === JSON_MEDIA_TYPE) checkJsonDocument(document);
  else if (!carriesAnyType) throw bug(`${mediaType} in a ${format} envelope`);

  const compressed = suite.compression.compress(document);
  const aad = aadFor(mediaType);
  const contentKey = random(CONTENT_KEY_BYTES);
  const nonce = random(suite.nonceBytes);
  const ciphertext = encryptContent(contentKey, nonce, compressed, aad);
  const wrappedKey = wrapKey(contentKey, recipient);
  wipe(contentKey, compressed);

  return encodeEnvelope({ format, suite, mediaType, wrappedKey, nonce, aad, ciphertext });
}
