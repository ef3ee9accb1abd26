/**
 * docs/FORMAT.md, "deposits": the ciphertext that a service keeps. One AES-256-GCM over the whole: a document is
 * delivered whole or not at all, so pieces that can be opened one by one would only add ways to leave out or to exchange
 * one, and the largest is a fraction of what one nonce may cover (SP 800-38D §5.2.1.1).
 */
import { decryptContent, encryptContent, NONCE_BYTES } from "../primitives/aead.ts";
import { equalBytes, wipe } from "../encoding/bytes.ts";
import { noCompression, zlib } from "../encoding/compress.ts";
import { checkDocumentSize, checkJsonDocument } from "../envelope/document.ts";
import { failure, term } from "./refusals.ts";
import { hkdf } from "../primitives/hkdf.ts";
import { sha256 } from "../primitives/sha256.ts";
import { limits } from "../limits.ts";
import { JSON_MEDIA_TYPE } from "../encoding/mediatype.ts";
import { systemRandom } from "../random.ts";
import type { RandomSource } from "../random.ts";
import { encodeUtf8 } from "../encoding/text.ts";
import { DEPOSIT_KEY_BYTES } from "./ticket.ts";
import type { DepositTicket } from "./ticket.ts";

export interface SealedDeposit extends Pick<
  DepositTicket,
  "contentKey" | "digest" | "size" | "compression" | "mediaType"
> {
  readonly blob: Uint8Array;
}

const info = encodeUtf8("qrseal deposit 1");
/** The key that is derived is used once, for this one message. */
const nonce = new Uint8Array(NONCE_BYTES);
const nothing = new Uint8Array(0);

/**
 * A document sealed under a fresh key, as bytes to deposit. Throws document/too-large, and document/not-json or
 * document/not-utf8 where the type is JSON and the document is not.
 */
export function sealDeposit(
  document: Uint8Array,
  mediaType: string,
  random: RandomSource = systemRandom,
): SealedDeposit {
  checkDocumentSize(document, limits.depositDocumentBytes);
  if (mediaType === JSON_MEDIA_TYPE) checkJsonDocument(document);
  const squeezed = zlib.compress(document);
  const compression = squeezed.length < document.length ? zlib : noCompression;
  const contentKey = Uint8Array.from(random(DEPOSIT_KEY_BYTES));
  const key = hkdf(contentKey, nothing, info, DEPOSIT_KEY_BYTES);
  const blob = encryptContent(key, nonce, compression === zlib ? squeezed : document);
  wipe(key, squeezed);
  return { blob, contentKey, digest: sha256(blob), size: blob.length, compression, mediaType };
}

/**
 * The document, byte for byte. Throws deposit/altered where these are not the bytes that the ticket names, open/damaged
 * where they are and its key does not open them, open/bad-compression and open/too-large.
 */
export function openDeposit(blob: Uint8Array, ticket: DepositTicket): Uint8Array {
  if (blob.length !== ticket.size) {
    const problem = term("size-differs", String(ticket.size), String(blob.length));
    throw failure("deposit/altered", { problem });
  }
  if (!equalBytes(sha256(blob), ticket.digest))
    throw failure("deposit/altered", { problem: term("other-digest") });
  const key = hkdf(ticket.contentKey, nothing, info, DEPOSIT_KEY_BYTES);
  const compressed = decryptContent(key, nonce, blob);
  wipe(key);
  if (compressed === null) throw failure("open/damaged", {});
  try {
    return ticket.compression.decompress(compressed, limits.depositDocumentBytes);
  } finally {
    wipe(compressed);
  }
}
