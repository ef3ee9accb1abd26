/** What every format encodes and parses: a sealed document, before and after it becomes text. */
import type { Suite } from "../suites.ts";

/** Parsed and proved well-formed: the sizes fit the suite. Nothing in it is authenticated yet. */
export interface Envelope {
  readonly format: FormatName;
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

export type FormatName = "classic" | "classic-v1" | "jwe";

/** One envelope format. `encode(parse(text))` is `text` for every text that parses: one spelling only. */
export interface Format {
  readonly name: FormatName;
  /** Whether documents other than JSON can be carried. */
  readonly carriesAnyType: boolean;
  /** What sealing uses. A parsed envelope names its own. */
  readonly suite: Suite;
  /** What the tag shall cover besides the ciphertext, for a document of this type. */
  readonly aadFor: (mediaType: string) => Uint8Array;
  /** Whether a text means to be of this format, however damaged. */
  claims(text: string): boolean;
  encode(envelope: Envelope): string;
  /** Throws envelope/malformed or envelope/unsupported. */
  parse(text: string): Envelope;
}
