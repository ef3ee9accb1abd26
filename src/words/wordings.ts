/** How a language words refusals and their terms: by type, all that a room declares. */
import type { FactsOf, QrsealError, Term } from "../core/index.ts";

/**
 * The sentence and the hint of a refusal. The voice: one sentence that says what was expected and what was found, lower
 * case, no full stop; then one hint that says what to do next.
 */
export interface Wording {
  readonly says: string;
  readonly hint: string;
}

/** A fact as a sentence takes it: terms and refusals that are quoted come in words, all else as it is. */
type Worded<Fact> = Fact extends Term | QrsealError ? string : Fact;
type WordedFacts<Facts> = { readonly [Name in keyof Facts]: Worded<Facts[Name]> };

export type RefusalWords<Declared> = {
  readonly [Code in keyof Declared]: (facts: WordedFacts<FactsOf<Declared[Code]>>) => Wording;
};

/** A term without places is its words. */
export type TermWords<Terms> = {
  readonly [Name in keyof Terms]: Terms[Name] extends infer Places extends readonly unknown[]
    ? Places extends readonly []
      ? string
      : (...places: { [Index in keyof Places]: Worded<Places[Index]> }) => string
    : never;
};
