/** The table of rooms: which files are in one, and what they may import. */
import { isPath, parsePattern } from "./pattern.ts";
import type { Pattern } from "./pattern.ts";
import type { Row } from "./page.ts";
import { selectionOf } from "./selection.ts";
import type { Names, Selection } from "./selection.ts";
import { formOf, itemsOf, Unreadable, wordsOf } from "./words.ts";

export interface Room {
  readonly line: number;
  readonly pattern: Pattern;
  readonly allowances: readonly Allowance[];
}

type Allowance =
  | { readonly kind: "itself" | "nothing" }
  | { readonly kind: "as"; readonly room: string }
  | { readonly kind: "some"; readonly selection: Selection; readonly inside: Pattern | null };

/** "`src/core`", what it holds, and what it may import: "itself, `zod`, `mime` in `mediatype.ts`, as `src/cli`". */
export function readRoom({ line, cells: [room = "", , imports = ""] }: Row, names: Names): Room {
  const words = wordsOf(room);
  if (formOf(words) !== "`") throw new Unreadable(`"${room}" is no path in backticks`);
  const pattern = parsePattern(words[0]?.text ?? "");
  return { line, pattern, allowances: itemsOf(imports).map((item) => readAllowance(item, pattern, names)) };
}

function readAllowance(item: string, room: Pattern, names: Names): Allowance {
  const words = wordsOf(item);
  const [first, second, third] = words;
  switch (formOf(words)) {
    case "itself":
      return { kind: "itself" };
    case "nothing":
      return { kind: "nothing" };
    case "as `":
      return { kind: "as", room: second?.text ?? "" };
    case "`":
    case "_":
      return { kind: "some", selection: selectionOf(first, names), inside: null };
    case "` in `":
    case "_ in `":
      return { kind: "some", selection: selectionOf(first, names), inside: within(room, third?.text ?? "") };
    default:
      throw new Unreadable(`"${item}" says nothing of what may be imported`);
  }
}

/** Where a file of the room is named from the room, where the room is one. */
function within(room: Pattern, text: string): Pattern {
  if (isPath(text)) return parsePattern(text);
  if (room.globs.length > 1) {
    throw new Unreadable(`\`${text}\` can be in any of these: name it from the root`);
  }
  return parsePattern(`${room.text}/${text}`);
}

/** Everything a row names, but for what the names stand for. */
export const patternsOfRoom = ({ pattern, allowances }: Room): readonly Pattern[] => [
  pattern,
  ...allowances.flatMap((allowance) =>
    allowance.kind === "some"
      ? [...allowance.selection.patterns, ...(allowance.inside === null ? [] : [allowance.inside])]
      : [],
  ),
];

/** The rooms a file is in, as close to it as any: one, if the table is in order. */
export function roomsOf(path: string, rooms: readonly Room[]): readonly Room[] {
  const depthIn = ({ pattern }: Room): number =>
    Math.max(0, ...pattern.globs.filter(({ matches }) => matches(path)).map(({ depth }) => depth));
  const closest = Math.max(...rooms.map(depthIn));
  return closest === 0 ? [] : rooms.filter((room) => depthIn(room) === closest);
}

/** Whether a file of the room may import a target. */
export function mayImport(room: Room, target: string, from: string, rooms: readonly Room[]): boolean {
  return room.allowances.some((allowance) => {
    switch (allowance.kind) {
      case "nothing":
        return false;
      case "itself":
        return room.pattern.matches(target);
      case "as":
        return rooms.some(
          (other) => other.pattern.text === allowance.room && mayImport(other, target, from, rooms),
        );
      case "some":
        return allowance.selection.matches(target) && (allowance.inside?.matches(from) ?? true);
    }
  });
}

/** Rows that say "as" of a row that is not there, or that says so itself. */
export function faultsOf(
  rooms: readonly Room[],
): readonly { readonly line: number; readonly sentence: string }[] {
  return rooms.flatMap(({ line, allowances }) =>
    allowances.flatMap((allowance) => {
      if (allowance.kind !== "as") return [];
      const other = rooms.find(({ pattern }) => pattern.text === allowance.room);
      if (other === undefined) return [{ line, sentence: `no row is \`${allowance.room}\`` }];
      if (!other.allowances.some(({ kind }) => kind === "as")) return [];
      return [{ line, sentence: `\`${allowance.room}\` itself is as another` }];
    }),
  );
}
