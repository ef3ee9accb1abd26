/** The cells of docs/ARCHITECTURE.md's tables, word for word: what cannot be read is a fault, never passed over. */

/** Why a row cannot be read. */
export class Unreadable extends Error {}

export interface Word {
  readonly kind: "code" | "name" | "word" | "number";
  /** Without its backticks or underscores. */
  readonly text: string;
}

export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  const next = /\s*(?:`([^`]+)`|_([^_]+)_|([a-z-]+)|(\d+))(?=\s|$)/y;
  while (next.lastIndex < text.length) {
    const [, code, name, word, number] = next.exec(text) ?? [];
    if (code !== undefined) words.push({ kind: "code", text: code });
    else if (name !== undefined) words.push({ kind: "name", text: name });
    else if (word !== undefined) words.push({ kind: "word", text: word });
    else if (number !== undefined) words.push({ kind: "number", text: number });
    else throw new Unreadable(`"${text}" is not in this table's notation`);
  }
  return words;
}

/** How something is said, with ` for what stands in backticks, _ for a name, 0 for a number: "` in `". */
export const formOf = (words: readonly Word[]): string =>
  words
    .map(({ kind, text }) => (kind === "word" ? text : { code: "`", name: "_", number: "0" }[kind]))
    .join(" ");

/** What stands between commas or semicolons; those in backticks separate nothing. */
export function itemsOf(text: string, separator: "," | ";" = ","): readonly string[] {
  // Behind one that separates, backticks come in pairs.
  const between = new RegExp(`${separator}(?=(?:[^\`]*\`[^\`]*\`)*[^\`]*$)`);
  return text.split(between).map((item) => item.trim());
}
