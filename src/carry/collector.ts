/** Payloads, in whatever order they are found, to the one thing that they carry. */
import { equalBytes } from "../core/encoding/bytes.ts";
import { QrsealError } from "../core/refusal.ts";
import type { Wanted } from "./wanted.ts";

/** The one thing is there. */
export interface Complete<T> {
  readonly state: "complete";
  readonly content: T;
  /** Its text, exactly. */
  readonly bytes: Uint8Array;
}

/** Payloads were found, each different, and none of them counts. */
export interface Foreign {
  readonly state: "foreign";
  /** In the order in which they were found. */
  readonly payloads: readonly [Uint8Array, ...Uint8Array[]];
  /** What is wrong with the first of them that means to be what is wanted; null where none does. */
  readonly refusal: QrsealError | null;
}

/** Several things are there, and nobody said which of them is meant. */
export interface Conflicting<T> {
  readonly state: "conflicting";
  /** In the order in which they were found; two or more. */
  readonly contents: readonly T[];
}

/** What the payloads came to so far. Waiting: none was found yet. */
export type Collected<T> = { readonly state: "waiting" } | Complete<T> | Foreign | Conflicting<T>;

interface Counted<T> {
  readonly content: T;
  readonly bytes: Uint8Array;
}

export class Collector<T> {
  readonly #wanted: Wanted<T>;
  readonly #counted: Counted<T>[] = [];
  readonly #others: Uint8Array[] = [];
  #refusal: QrsealError | null = null;

  constructor(wanted: Wanted<T>) {
    this.#wanted = wanted;
  }

  /**
   * Whether the payload counts and nothing is missing any more, so that whoever looks for payloads has enough. One that
   * is found again is the same one.
   */
  add(payload: Uint8Array): boolean {
    if (this.#counted.some(({ bytes }) => equalBytes(bytes, payload))) return true;
    if (this.#others.some((other) => equalBytes(other, payload))) return false;
    const content = this.#read(payload);
    if (content === null) this.#others.push(payload);
    else this.#counted.push({ ...content, bytes: payload });
    return content !== null;
  }

  get collected(): Collected<T> {
    const [first, ...more] = this.#counted;
    if (first !== undefined && more.length === 0) return { state: "complete", ...first };
    if (first !== undefined)
      return { state: "conflicting", contents: this.#counted.map(({ content }) => content) };
    const [other, ...others] = this.#others;
    if (other === undefined) return { state: "waiting" };
    return { state: "foreign", payloads: [other, ...others], refusal: this.#refusal };
  }

  /** Null for what does not count; the first refusal is kept, to be told where nothing else is found. */
  #read(payload: Uint8Array): { readonly content: T } | null {
    if (!this.#wanted.looksLikeOne(payload)) return null;
    try {
      return { content: this.#wanted.parse(payload) };
    } catch (error) {
      if (!(error instanceof QrsealError)) throw error;
      this.#refusal ??= error;
      return null;
    }
  }
}
