/** Some files or modules, as a table lists them. */
import { parsePattern } from "./pattern.ts";
import type { Pattern } from "./pattern.ts";
import { formOf, itemsOf, Unreadable, wordsOf } from "./words.ts";
import type { Word } from "./words.ts";

export interface Selection {
  /** As it is written. */
  readonly text: string;
  readonly matches: (target: string) => boolean;
  /** All that is named here, also what is taken away. */
  readonly patterns: readonly Pattern[];
}

/** What the names stand for that are written _so_. */
export type Names = ReadonlyMap<string, Selection>;

/** One thing in backticks, or one name. What a name stands for is looked up, and missed, where the name is. */
export function selectionOf(word: Word | undefined, names: Names): Selection {
  if (word?.kind === "code") {
    const pattern = parsePattern(word.text);
    return { text: `\`${word.text}\``, matches: pattern.matches, patterns: [pattern] };
  }
  const named = names.get(word?.text ?? "");
  if (word === undefined || named === undefined)
    throw new Unreadable(`_${word?.text ?? ""}_ stands for nothing`);
  return { text: `_${word.text}_`, matches: named.matches, patterns: [] };
}

/** "`a`, `b`, _c_", and perhaps " without `d`, `e`" behind it. */
export function readSelection(text: string, names: Names): Selection {
  const [listed = "", taken, ...more] = text.split(" without ");
  if (more.length > 0) throw new Unreadable(`"${text}" has "without" twice`);
  const some = readList(listed, names);
  const others = taken === undefined ? [] : readList(taken, names);
  return {
    text,
    matches: (target) =>
      some.some((one) => one.matches(target)) && !others.some((other) => other.matches(target)),
    patterns: [...some, ...others].flatMap(({ patterns }) => patterns),
  };
}

function readList(text: string, names: Names): readonly Selection[] {
  return itemsOf(text).map((item) => {
    const words = wordsOf(item);
    if (!["`", "_"].includes(formOf(words))) {
      throw new Unreadable(`"${item}" is neither in backticks nor a name`);
    }
    return selectionOf(words[0], names);
  });
}
