/** An envelope before and after it is text, and what a format knows that others do not. */
import type { Compression } from "../encoding/compress.ts";
import type {
  OpeningKey,
  RecipientKey,
  RecipientKind,
  RecipientStructure,
  StructureFacts,
} from "../keys/recipientkind.ts";
import type { SigningKey } from "../keys/signerkind.ts";
import type { RandomSource } from "../random.ts";
import type { OpenedStatement } from "./statement.ts";

export type FormatName = "compact" | "classic" | "classic-v1" | "jwe";

/** Parsed and proved well-formed. Nothing in it is authenticated yet. */
export interface Envelope extends EnvelopeHead {
  readonly nonce: Uint8Array;
  /** What the tag covers besides the ciphertext. */
  readonly aad: Uint8Array;
  /** Its tag appended. */
  readonly ciphertext: Uint8Array;
}

/** What stands around the ciphertext and is known before it. */
export interface EnvelopeHead {
  readonly format: Format;
  /** In the envelope's order; at least one. */
  readonly recipients: readonly Recipient[];
  /** Of the document; null where it is encrypted with the document. */
  readonly mediaType: string | null;
  /** How the document is compressed; null where that is encrypted with it. */
  readonly compression: Compression | null;
  /** Binds the content key where several hold it, else null: compact/commitment.ts. */
  readonly keyCommitment: Uint8Array | null;
}

/** For whom, and what carries the content key there. */
export interface Recipient extends RecipientStructure, StructureFacts {
  readonly kind: RecipientKind;
  /** The start of the key's fingerprint; null where the format does not name the key. */
  readonly keyId: Uint8Array | null;
}

/** An envelope that a key opened. Whether to believe it is not decided yet. */
export interface Opened {
  readonly format: Format;
  readonly mediaType: string;
  /** Null for the formats that carry none. */
  readonly statement: OpenedStatement | null;
  /** Byte for byte as it was sealed, decompressed only when asked. Throws open/too-large or open/bad-compression. */
  readonly document: () => Uint8Array;
}

/** What goes with a document into the formats that carry a statement, and into no other. */
export interface StatementOptions {
  /** Null: not signed. Then anyone can have made it, and readers say so. */
  readonly signer: SigningKey | null;
  readonly issuer?: string;
  readonly subject?: string;
  /** 16 bytes; fresh ones where none are given. */
  readonly documentId?: Uint8Array;
  /** Whole seconds since 1970. */
  readonly issuedAt: number;
  readonly notBefore?: number;
  readonly expiresAt?: number;
}

/** A document on its way into what is encrypted. */
export interface Packing {
  readonly mediaType: string;
  readonly statement: StatementOptions | null;
  readonly recipients: readonly RecipientKey[];
  readonly random: RandomSource;
}

/** One format: whatever must tell one from another asks its entry. */
export interface Format {
  readonly name: FormatName;
  /** Whether documents other than JSON can be carried. */
  readonly carriesAnyType: boolean;
  /** Whether issuer, dates, id and signature go with the document. */
  readonly carriesStatement: boolean;
  readonly mostRecipients: number;
  /** For keys of which kinds; null: of every kind. */
  readonly recipientKinds: readonly RecipientKind[] | null;
  /** How documents are compressed in it; null where each has its own. A parsed envelope names what it has. */
  readonly compression: Compression | null;

  /** Whether a text means to be of this format, however damaged. */
  claims(text: string): boolean;
  /** Throws envelope/malformed or envelope/unsupported. */
  parse(text: string): Envelope;
  /** `encode(parse(text))` is `text` for every text that parses: one spelling only. */
  encode(envelope: Envelope): string;

  /** Whether opening takes a document of this media type. */
  carries(mediaType: string): boolean;
  /** The start of a recipient's fingerprint that the envelope names it by, where it does. */
  keyIdOf(key: { readonly fingerprint: string }, count: number): Uint8Array | null;
  /** What the tag shall cover besides the ciphertext. */
  aadOf(head: EnvelopeHead): Uint8Array;
  /** What is encrypted: the document compressed, alone or in its statement. */
  pack(document: Uint8Array, packing: Packing): Promise<Uint8Array>;
  /** Back from that, for the key that opened it. Throws what the sender's tool is at fault for. */
  unpack(plaintext: Uint8Array, envelope: Envelope, key: OpeningKey): Opened;
}
