/** What can be said about an envelope without any key. None of it is authenticated. */
import { TAG_BYTES } from "../primitives/aead.ts";
import { parseEnvelope } from "./detect.ts";
import type { CompactEnvelope, FormatName, KeyWrappedEnvelope } from "./envelope.ts";

export interface EnvelopeFacts {
  readonly format: FormatName;
  /** Null where it is encrypted with the document. */
  readonly mediaType: string | null;
  readonly contentEncryption: string;
  /** Null where it is encrypted with the document. */
  readonly compression: string | null;
  readonly recipients: readonly RecipientFacts[];
  /** Bytes of the envelope's text. */
  readonly envelopeBytes: number;
  /** Bytes that are encrypted: the compressed document, and in a compact envelope its claims and signature. */
  readonly encryptedBytes: number;
}

export interface RecipientFacts {
  readonly keyWrap: string;
  /** The start of the key's fingerprint in hexadecimal; null where the format does not name the key. */
  readonly keyId: string | null;
  /** Length of the key in bits. */
  readonly keyBits: number;
}

/** Throws what parseEnvelope throws. */
export function inspect(bytes: Uint8Array): EnvelopeFacts {
  const envelope = parseEnvelope(bytes);
  const facts = envelope.format === "compact" ? factsOfCompact(envelope) : factsOfKeyWrapped(envelope);
  return { ...facts, envelopeBytes: bytes.length };
}

function factsOfCompact({ recipients, ciphertext }: CompactEnvelope): Omit<EnvelopeFacts, "envelopeBytes"> {
  return {
    format: "compact",
    mediaType: null,
    contentEncryption: "AES-256-GCM",
    compression: null,
    recipients: recipients.map(({ keyWrap, keyId, keyBits }) => ({
      keyWrap,
      keyId: Buffer.from(keyId).toString("hex"),
      keyBits,
    })),
    encryptedBytes: ciphertext.length - TAG_BYTES,
  };
}

function factsOfKeyWrapped(envelope: KeyWrappedEnvelope): Omit<EnvelopeFacts, "envelopeBytes"> {
  const { format, mediaType, suite, wrappedKey, ciphertext } = envelope;
  return {
    format,
    mediaType,
    contentEncryption: suite.contentEncryption,
    compression: suite.compression.name,
    recipients: [{ keyWrap: suite.keyWrap, keyId: null, keyBits: wrappedKey.length * 8 }],
    encryptedBytes: ciphertext.length - suite.tagBytes,
  };
}
