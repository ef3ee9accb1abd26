/** What can be said about an envelope without any key. None of it is authenticated. */
import { parseEnvelope } from "./formats/detect.ts";
import type { FormatName } from "./formats/envelope.ts";

export interface EnvelopeFacts {
  readonly format: FormatName;
  readonly mediaType: string;
  readonly keyWrap: string;
  readonly contentEncryption: string;
  readonly compression: string;
  /** Modulus length of the key it was sealed for. */
  readonly recipientKeyBits: number;
  /** Bytes of the envelope's text. */
  readonly envelopeBytes: number;
  /** Bytes of the document after compression. */
  readonly compressedBytes: number;
}

/** Throws what parseEnvelope throws. */
export function inspect(bytes: Uint8Array): EnvelopeFacts {
  const { format, mediaType, suite, wrappedKey, ciphertext } = parseEnvelope(bytes);
  return {
    format,
    mediaType,
    keyWrap: suite.keyWrap,
    contentEncryption: suite.contentEncryption,
    compression: suite.compression.name,
    recipientKeyBits: wrappedKey.length * 8,
    envelopeBytes: bytes.length,
    compressedBytes: ciphertext.length - suite.tagBytes,
  };
}
