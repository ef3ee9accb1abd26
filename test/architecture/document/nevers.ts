/** The table of what is never done: it holds for everything in a room, whatever the rooms within may import. */
import { parsePattern } from "./pattern.ts";
import type { Pattern } from "./pattern.ts";
import type { Row } from "./page.ts";
import { readSelection, selectionOf } from "./selection.ts";
import type { Names, Selection } from "./selection.ts";
import { formOf, itemsOf, Unreadable, wordsOf } from "./words.ts";

export interface Never {
  readonly line: number;
  readonly who: Selection;
  readonly deeds: readonly Deed[];
}

/** In the order of the table's explanation. */
export type Deed =
  | { readonly verb: "imports" | "runs" | "reaches"; readonly what: Selection }
  | { readonly verb: "uses" | "mentions" | "shows"; readonly what: string }
  /** Null: command-line flags. */
  | { readonly verb: "says"; readonly commands: Pattern | null };

/** "`src/core`, `src/qr`", then "uses `process`, `console`; says flags", then why. */
export function readNever({ line, cells: [who = "", deeds = ""] }: Row, names: Names): Never {
  const everything = { text: who, matches: () => true, patterns: [] };
  return {
    line,
    who: who === "everything" ? everything : readSelection(who, names),
    deeds: itemsOf(deeds, ";").flatMap((clause) => readClause(clause, names)),
  };
}

function readClause(clause: string, names: Names): readonly Deed[] {
  const [, verb = "", list = ""] = /^([a-z]+) (.*)$/.exec(clause) ?? [];
  return itemsOf(list).map((item): Deed => {
    const words = wordsOf(item);
    const [first, , third] = words;
    switch (`${verb} ${formOf(words)}`) {
      case "imports `":
      case "imports _":
      case "runs `":
      case "runs _":
      case "reaches `":
      case "reaches _":
        return {
          verb: verb === "imports" || verb === "runs" ? verb : "reaches",
          what: selectionOf(first, names),
        };
      case "uses `":
      case "mentions `":
      case "shows `":
        return { verb: verb === "uses" || verb === "shows" ? verb : "mentions", what: first?.text ?? "" };
      case "says flags":
        return { verb: "says", commands: null };
      case "says commands of `":
        return { verb: "says", commands: parsePattern(third?.text ?? "") };
      default:
        throw new Unreadable(`"${verb} ${item}" says nothing of what is never done`);
    }
  });
}

export const patternsOfNever = ({ who, deeds }: Never): readonly Pattern[] => [
  ...who.patterns,
  ...deeds.flatMap((deed) => {
    if (deed.verb === "imports" || deed.verb === "runs" || deed.verb === "reaches") return deed.what.patterns;
    return deed.verb === "says" && deed.commands !== null ? [deed.commands] : [];
  }),
];
