/** Options that belong to one benchmark, as they are listed and typed: `--set blur --seeds 3`. */
import { parseArgs } from "node:util";

export interface BenchOption {
  readonly name: string;
  /** What it takes: one of some words, a whole number from 1, or nothing at all. */
  readonly takes: readonly string[] | "number" | "nothing";
  /** One line for the list of benchmarks. */
  readonly summary: string;
}

/** What was typed: `has` for an option that takes nothing, `word` and `number` for the others. */
export interface Given {
  readonly has: (name: string) => boolean;
  /** null where it was not given. */
  readonly word: (name: string) => string | null;
  readonly number: (name: string) => number | null;
}

/** Throws an Error that says what was expected. */
export function parseOptions(options: readonly BenchOption[], args: readonly string[]): Given {
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      options.map(({ name, takes }) => [name, { type: takes === "nothing" ? "boolean" : "string" }] as const),
    ),
  });
  for (const { name, takes } of options) {
    const value = values[name];
    if (typeof value !== "string") continue;
    if (takes === "number" && !/^[1-9]\d{0,5}$/.test(value)) {
      throw new Error(`--${name} takes a whole number from 1, found ${value}`);
    }
    if (typeof takes === "object" && !takes.includes(value)) {
      throw new Error(`--${name} takes ${takes.join(" or ")}, found ${value}`);
    }
  }
  const word = (name: string): string | null => {
    const value = values[name];
    return typeof value === "string" ? value : null;
  };
  return {
    has: (name) => values[name] === true,
    word,
    number: (name) => {
      const value = word(name);
      return value === null ? null : Number(value);
    },
  };
}

/** `--set boofcv|blur`, as it is typed. */
export function nameOption({ name, takes }: BenchOption): string {
  if (takes === "nothing") return `--${name}`;
  return `--${name} ${takes === "number" ? "N" : takes.join("|")}`;
}
