/**
 * How everything here refuses: with a stable code, declared in the `refusals.ts` of the room that raises it, and with
 * the facts that led to it. docs/ERRORS.md documents each code; a test holds the two together.
 *
 * A refusal holds no sentence. Programs branch on its code; people are told of it by `src/words`, in their language.
 * What a sentence needs beside names and numbers is a term: it is declared beside the codes and worded there too.
 *
 * Secrets never become facts. Facts may quote a file, so whoever prints them escapes them.
 *
 * "Not for me" is no refusal: core/open returns null for it, and the caller decides what that means.
 */

/** What kind of trouble it is, by who has to do something about it. Exit statuses hang on this alone. */
export type Fault =
  /** Ours. */
  | "bug"
  /** It was called in a way that cannot be carried out. */
  | "call"
  /** The place that it should write to, listen on or keep its data in is not as it must be. */
  | "place"
  /** What was to be read cannot be, or is not what it should be. */
  | "input"
  /** No key that is held opens it. */
  | "no-key"
  /** Damaged or forged. */
  | "damaged"
  /** Nobody who is believed stands for it. */
  | "not-trusted"
  /** A service cannot be reached, or cannot do it now. */
  | "service"
  /** Somebody stopped it. */
  | "interrupted";

/** A code as its room declares it. */
export interface Refusal<Facts extends object> {
  readonly fault: Fault;
  /** Never there: it is how the compiler knows which facts the code comes with. */
  readonly facts?: Facts;
}

type NoFacts = Record<string, never>;
export const refusal = <Facts extends object = NoFacts>(fault: Fault): Refusal<Facts> => ({ fault });

export type FactsOf<Declared> = Declared extends Refusal<infer Facts> ? Facts : never;

/** A refusal with a stable code. Branch on `code`; `message` is the code and its facts, for logs and other programs. */
export class QrsealError extends Error {
  override readonly name = "QrsealError";
  readonly code: string;
  /** Of this code, as its room declares them. Never secret. */
  readonly facts: object;
  readonly fault: Fault;

  constructor(code: string, facts: object, fault: Fault) {
    // No cause: a library's error can carry bytes of what it was given.
    super(Object.keys(facts).length === 0 ? code : `${code} ${JSON.stringify(facts)}`);
    this.code = code;
    this.facts = facts;
    this.fault = fault;
  }
}

/** Makes the refusals that a room may raise: its own, and those of rooms that it builds on. The caller throws them. */
export const raising =
  <Declared extends { readonly [Code in keyof Declared]: Refusal<object> }>(declared: Declared) =>
  <Code extends keyof Declared & string>(code: Code, facts: FactsOf<Declared[Code]>): QrsealError =>
    new QrsealError(code, facts, declared[code].fault);

/** A part of a sentence that every language words, with what stands in its places. */
export interface Term {
  readonly term: string;
  readonly places: readonly Place[];
}

/** A text is the same in every language, and a number is written as each language writes it. */
export type Place = string | number | Term | QrsealError;

/** Makes the terms that a room may say. It declares them as types: by their names, with what stands in their places. */
export const naming =
  <Terms extends { readonly [Name in keyof Terms]: readonly Place[] }>() =>
  <Name extends keyof Terms & string>(name: Name, ...places: Terms[Name]): Term => ({ term: name, places });
