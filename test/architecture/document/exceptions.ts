/** The table of what is not yet in order: each row lets one thing off one rule, and goes when nothing needs it. */
import { isPath, parsePattern } from "./pattern.ts";
import type { Pattern } from "./pattern.ts";
import type { Row } from "./page.ts";
import { formOf, itemsOf, Unreadable, wordsOf } from "./words.ts";

/** The rules that know exceptions, and how one of each is written. */
const forms = {
  says: "`",
  shows: "`",
  door: "`, `",
  doorstep: "` at most 0",
  name: "` at most 0",
} as const;

export type Rule = keyof typeof forms;

export interface Exception {
  readonly line: number;
  readonly rule: Rule;
  /** A file, a folder, two neighbours, a name. */
  readonly subjects: readonly string[];
  /** Of what is counted; null where nothing is. */
  readonly most: number | null;
}

/** "doorstep", then "`src/cli` at most 23", then why. */
export function readException({ line, cells: [ruleCell = "", what = ""] }: Row): Exception {
  if (!isRule(ruleCell)) throw new Unreadable(`"${ruleCell}" is none of: ${Object.keys(forms).join(", ")}`);
  const items = itemsOf(what).map(wordsOf);
  if (items.map(formOf).join(", ") !== forms[ruleCell]) {
    throw new Unreadable(`"${what}" is not how a ${ruleCell} is written: ${forms[ruleCell]}`);
  }
  const words = items.flat();
  const subjects = words.flatMap(({ kind, text }) => (kind === "code" ? [text] : []));
  const most = words.find(({ kind }) => kind === "number");
  const strange = ruleCell === "name" ? undefined : subjects.find((subject) => !isPath(subject));
  if (strange !== undefined) throw new Unreadable(`\`${strange}\` is no path from the root`);
  return { line, rule: ruleCell, subjects, most: most === undefined ? null : Number(most.text) };
}

const isRule = (text: string): text is Rule => Object.hasOwn(forms, text);

export const patternsOfException = ({ rule, subjects }: Exception): readonly Pattern[] =>
  rule === "name" ? [] : subjects.map(parsePattern);

/** Asked before anything is reported, so that it knows which rows were of use. */
export class Exceptions {
  readonly #rows: readonly Exception[];
  readonly #needed = new Set<Exception>();

  constructor(rows: readonly Exception[]) {
    this.#rows = rows;
  }

  /** The row that lets this off, whether or not the count is within its bounds. */
  find(rule: Rule, subjects: readonly string[]): Exception | undefined {
    const wanted = Array.from(subjects).sort().join();
    const row = this.#rows.find(
      (other) => other.rule === rule && Array.from(other.subjects).sort().join() === wanted,
    );
    if (row !== undefined) this.#needed.add(row);
    return row;
  }

  /** Rows of these rules that nothing asked for. */
  unneeded(rules: readonly Rule[]): readonly Exception[] {
    return this.#rows.filter((row) => rules.includes(row.rule) && !this.#needed.has(row));
  }
}
