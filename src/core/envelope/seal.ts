/** From a document to an envelope: the steps of docs/FORMAT.md, sections 2 and 7. */
import { wipe } from "../encoding/bytes.ts";
import { JSON_MEDIA_TYPE } from "../encoding/mediatype.ts";
import { encodeUtf8 } from "../encoding/text.ts";
import { bug } from "../refusals.ts";
import type { RecipientKey } from "../keys/recipientkind.ts";
import { encryptContent, NONCE_BYTES } from "../primitives/aead.ts";
import { systemRandom } from "../random.ts";
import type { RandomSource } from "../random.ts";
import { commitToKey } from "./compact/commitment.ts";
import { addressContentKey } from "./contentkey.ts";
import { checkDocumentSize, checkJsonDocument } from "./document.ts";
import type { Format, StatementOptions } from "./envelope.ts";

export interface SealOptions {
  readonly format: Format;
  /** As many as the format takes, of the kinds that it takes; the order is the envelope's. */
  readonly recipients: readonly RecipientKey[];
  /** One that the format carries; JSON where none is given. */
  readonly mediaType?: string;
  /** For the formats that carry a statement; null for the others. */
  readonly statement?: StatementOptions | null;
  readonly random?: RandomSource;
}

/**
 * The envelope of a document, as bytes of text. Throws document/too-large, and document/not-json or document/not-utf8
 * where the type is JSON and the document is not.
 */
export async function seal(document: Uint8Array, options: SealOptions): Promise<Uint8Array> {
  const {
    format,
    recipients,
    mediaType = JSON_MEDIA_TYPE,
    statement = null,
    random = systemRandom,
  } = options;
  checkDocumentSize(document);
  // Opening refuses other types: an envelope of one would be lost on paper.
  if (!format.carries(mediaType)) throw bug(`the type ${mediaType} in a ${format.name} envelope`);
  if (mediaType === JSON_MEDIA_TYPE) checkJsonDocument(document);

  const packed = await format.pack(document, { mediaType, statement, recipients, random });
  try {
    return await encryptPacked(packed, { format, recipients, mediaType, random });
  } finally {
    wipe(packed);
  }
}

/** Encrypts what a format has packed: a fresh content key and nonce, for every recipient. */
export async function encryptPacked(
  packed: Uint8Array,
  {
    format,
    recipients: keys,
    mediaType,
    random,
  }: Required<Pick<SealOptions, "format" | "recipients" | "mediaType" | "random">>,
): Promise<Uint8Array> {
  checkRecipients(keys, format);
  const { contentKey, recipients } = await addressContentKey(keys, format, random);
  const head = {
    format,
    recipients,
    mediaType: format.carriesStatement ? null : mediaType,
    compression: format.compression,
    keyCommitment: recipients.length === 1 ? null : commitToKey(contentKey),
  };
  const aad = format.aadOf(head);
  const nonce = Uint8Array.from(random(NONCE_BYTES));
  const ciphertext = encryptContent(contentKey, nonce, packed, aad);
  wipe(contentKey);

  return encodeUtf8(format.encode({ ...head, nonce, aad, ciphertext }));
}

function checkRecipients(keys: readonly RecipientKey[], format: Format): void {
  if (keys.length === 0) throw bug("a document for nobody");
  if (keys.length > format.mostRecipients)
    throw bug(`${keys.length} recipients of a ${format.name} envelope`);
  const other = keys.find(({ kind }) => format.recipientKinds?.includes(kind) === false);
  if (other !== undefined) throw bug(`a key of type ${other.kind.id} in a ${format.name} envelope`);
}
