/** What a language must say of a document that opened. One file a language; facts and their codes are the core's. */
import type { Acceptance, FactCode, FactDetails } from "../core/index.ts";

/** The part of a code before the slash. */
export type FactName = FactCode extends infer C
  ? C extends `${infer Name}/${string}`
    ? Name
    : never
  : never;

export interface VerdictWords {
  readonly names: Readonly<Record<FactName, string>>;
  readonly facts: { readonly [C in FactCode]: (details: FactDetails[C]) => string };
  /** The name of the line that sums up. */
  readonly conclusion: string;
  readonly conclusions: {
    readonly reliable: (issuer: string) => string;
    readonly doubtful: string;
    readonly overridden: (accepted: readonly Acceptance[]) => string;
    readonly refused: string;
  };
  /** Names of the lines about the document. */
  readonly document: string;
  readonly about: string;
  readonly described: (bytes: number, mediaType: string) => string;
  readonly id: (documentId: string) => string;
  /** The name of the line about where a document lies that the code does not hold. */
  readonly deposit: string;
  readonly fetched: (service: string) => string;
  readonly notFetched: (service: string, bytes: number, until: string, once: boolean) => string;
  readonly seenBefore: (presentations: readonly { readonly at: string; readonly desk: string }[]) => string;
  readonly anyoneCouldHaveMadeIt: string;
  readonly clockSetBack: (newest: string) => string;
}
