/**
 * What a program without types may hand in by mistake: it ends in a TypeError that says what was expected, before
 * anything is opened or sealed, and never in a document that is believed for want of a check.
 */
import { limits } from "../core/index.ts";

export function mustBe(holds: boolean, expected: string): asserts holds {
  if (!holds) throw new TypeError(expected);
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A misspelt option would be none: a document without an end, a register that nobody asks. */
export function checkNames(options: unknown, names: readonly string[]): void {
  mustBe(isObject(options), "options are an object");
  const other = Object.keys(options).find((name) => !names.includes(name));
  mustBe(other === undefined, `there is no option ${String(other)}: they are ${names.join(", ")}`);
}

/** Says so without narrowing: what a type says of the members stays. */
export const isListOf = (value: unknown, isMember: (member: unknown) => boolean = () => true): boolean =>
  Array.isArray(value) && value.every(isMember);

export const isFunction = (value: unknown): boolean => typeof value === "function";

/** Bytes of one's own, so that nobody changes them meanwhile. */
export function copyBytes(value: unknown, what: string): Uint8Array {
  mustBe(value instanceof Uint8Array, `${what} is bytes, as a Uint8Array`);
  return Uint8Array.from(value);
}

/** Seconds since 1970 that a date can hold, and not milliseconds. Parts of a second are cut off. */
export function wholeSeconds(value: unknown, what: string): number {
  const isMoment = typeof value === "number" && value >= 0 && value <= limits.timeSeconds;
  mustBe(isMoment, `${what} is a number of seconds since 1970`);
  return Math.floor(value);
}

/** A clock that is asked, and has a time to tell. */
export function checkedClock(now: unknown): () => Date {
  if (now === undefined) return () => new Date();
  mustBe(isFunction(now), "now is a function that gives a Date");
  return () => {
    const date = (now as () => unknown)();
    mustBe(date instanceof Date && Number.isFinite(date.getTime()), "now gives a Date that is a time");
    return date;
  };
}
