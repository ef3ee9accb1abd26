/** What the formats encode and parse: a sealed document, before and after it becomes text. */
import type { EncryptedParts } from "./compact/encrypted.ts";
import type { Suite } from "./suites.ts";

/** Parsed and proved well-formed. Nothing in it is authenticated yet. */
export type Envelope = CompactEnvelope | KeyWrappedEnvelope;
export type FormatName = Envelope["format"];

/** For one or several recipients, what is inside signed or not: compact/encrypted.ts. */
export interface CompactEnvelope extends EncryptedParts {
  readonly format: "compact";
}

/** One content key under one RSA key; the sizes fit the suite. */
export interface KeyWrappedEnvelope {
  readonly format: KeyWrappedFormatName;
  readonly suite: Suite;
  /** Media type of the document. The classic format has no place for it: always JSON. JWE may leave it out: JSON. */
  readonly mediaType: string;
  /** The content key under the recipient's public key, as long as the recipient's modulus. */
  readonly wrappedKey: Uint8Array;
  readonly nonce: Uint8Array;
  /** What the tag covers besides the ciphertext; empty in the classic formats. */
  readonly aad: Uint8Array;
  /** The compressed document encrypted, its tag appended. */
  readonly ciphertext: Uint8Array;
}

export type KeyWrappedFormatName = "classic" | "classic-v1" | "jwe";

/** One format of a key-wrapped envelope. `encode(parse(text))` is `text` for every text that parses: one spelling only. */
export interface KeyWrappedFormat {
  readonly name: KeyWrappedFormatName;
  /** Whether documents other than JSON can be carried. */
  readonly carriesAnyType: boolean;
  /** What sealing uses. A parsed envelope names its own. */
  readonly suite: Suite;
  /** What the tag shall cover besides the ciphertext, for a document of this type. */
  readonly aadFor: (mediaType: string) => Uint8Array;
  /** Whether a text means to be of this format, however damaged. */
  claims(text: string): boolean;
  encode(envelope: KeyWrappedEnvelope): string;
  /** Throws envelope/malformed or envelope/unsupported. */
  parse(text: string): KeyWrappedEnvelope;
}
