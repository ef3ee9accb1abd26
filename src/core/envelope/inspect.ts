/** What can be said about an envelope without any key. None of it is authenticated. */
import { toHex } from "../encoding/text.ts";
import type { RecipientKind } from "../keys/recipientkind.ts";
import { TAG_BYTES } from "../primitives/aead.ts";
import { parseEnvelope } from "./detect.ts";
import type { FormatName } from "./envelope.ts";

export interface EnvelopeFacts {
  readonly format: FormatName;
  /** Null where it is encrypted with the document. */
  readonly mediaType: string | null;
  readonly contentEncryption: string;
  /** Null where it is encrypted with the document. */
  readonly compression: string | null;
  readonly recipients: readonly RecipientFacts[];
  /** Bytes that are encrypted: the compressed document, and in a compact envelope its claims and signature. */
  readonly encryptedBytes: number;
  /** Bytes of the envelope's text. */
  readonly envelopeBytes: number;
}

export interface RecipientFacts {
  readonly kind: RecipientKind;
  readonly keyWrap: string;
  /** The start of the key's fingerprint in hexadecimal; null where the format does not name the key. */
  readonly keyId: string | null;
  /** Length of the key in bits. */
  readonly keyBits: number;
}

/** Throws what parseEnvelope throws. */
export function inspect(bytes: Uint8Array): EnvelopeFacts {
  const { format, mediaType, compression, recipients, ciphertext } = parseEnvelope(bytes);
  return {
    format: format.name,
    mediaType,
    contentEncryption: "AES-256-GCM",
    compression: compression?.name ?? null,
    recipients: recipients.map(({ kind, keyWrap, keyId, keyBits }) => ({
      kind,
      keyWrap,
      keyId: keyId === null ? null : toHex(keyId),
      keyBits,
    })),
    encryptedBytes: ciphertext.length - TAG_BYTES,
    envelopeBytes: bytes.length,
  };
}
