/**
 * Whether a text is JSON (RFC 8259), and if not, where it stops being it. The document travels byte for
 * byte, so nothing is built from it: this only walks over the text. Nesting is kept in a list, not in the
 * call stack, so that depth costs memory and not a crash.
 */
import type { Term } from "../refusal.ts";
import { term } from "./refusals.ts";

export interface JsonFault {
  /** Position of the first character that cannot stand there, in UTF-16 units from 0. */
  readonly offset: number;
  /** The same as people count: lines and characters from 1. */
  readonly line: number;
  readonly column: number;
  readonly expected: Term;
  readonly found: Term;
}

const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literal = /true|false|null/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The first fault of `text` as JSON, or null where it is JSON. */
export function findJsonFault(text: string): JsonFault | null {
  let offset = 0;

  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = offset;
    // Not exec: it would build a list for every space between two words.
    if (!pattern.test(text)) return false;
    offset = pattern.lastIndex;
    return true;
  };
  const takeCharacter = (character: string): boolean => {
    if (text[offset] !== character) return false;
    offset += 1;
    return true;
  };
  /** Takes a string from its opening quotation mark on; at a fault, `offset` stays on the character at fault. */
  const takeString = (): boolean => {
    offset += 1;
    for (; offset < text.length; offset += 1) {
      const unit = text.charCodeAt(offset);
      if (unit === 0x22) return takeCharacter('"');
      if (unit < 0x20) return false;
      if (unit === 0x5c) {
        if (!take(escape)) return false;
        offset -= 1;
      }
    }
    return false;
  };
  const fault = (expected: Term): JsonFault => describeFault(text, offset, expected);
  const stringFault = (): JsonFault =>
    text[offset] === "\\" ? fault(term("json-escape")) : fault(term("closing-quote"));

  const open: ("{" | "[")[] = [];
  /** After a "[" or "{" the container may close at once; after a comma it may not. */
  let mayClose = false;
  take(space);
  for (;;) {
    // A value, or the end of an empty container, is due here.
    const inside = open.at(-1);
    if (!(mayClose && takeCharacter(inside === "{" ? "}" : "]"))) {
      if (inside === "{") {
        if (text[offset] !== '"') return fault(mayClose ? term("name-or-brace") : term("name-in-quotes"));
        if (!takeString()) return stringFault();
        take(space);
        if (!takeCharacter(":")) return fault(term("colon"));
        take(space);
      }
      const opened = text[offset];
      if (opened === "{" || opened === "[") {
        offset += 1;
        open.push(opened);
        mayClose = true;
        take(space);
        continue;
      }
      if (opened === '"') {
        if (!takeString()) return stringFault();
      } else if (!take(number) && !take(literal)) {
        return fault(inside === "[" && mayClose ? term("value-or-bracket") : term("value"));
      }
    } else {
      open.pop();
    }

    // A value is complete: close what it completes, until a comma asks for the next one.
    for (;;) {
      take(space);
      const container = open.at(-1);
      if (container === undefined) return offset === text.length ? null : fault(term("end-of-document"));
      if (takeCharacter(",")) {
        take(space);
        mayClose = false;
        break;
      }
      const closing = container === "{" ? "}" : "]";
      if (!takeCharacter(closing))
        return fault(closing === "}" ? term("comma-or-brace") : term("comma-or-bracket"));
      open.pop();
    }
  }
}

function describeFault(text: string, offset: number, expected: Term): JsonFault {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  const character = text.codePointAt(offset);
  return {
    offset,
    line: before.length,
    column: Array.from(before.at(-1) ?? "").length + 1,
    expected,
    found: character === undefined ? term("end-of-file") : describeCharacter(character),
  };
}

function describeCharacter(codePoint: number): Term {
  if (codePoint === 0x0a || codePoint === 0x0d) return term("end-of-line");
  if (codePoint === 0x09) return term("tab");
  if (codePoint === 0xfeff) return term("byte-order-mark");
  if (codePoint > 0x20 && codePoint < 0x7f) return term("verbatim", String.fromCodePoint(codePoint));
  return term("character", codePoint.toString(16).toUpperCase().padStart(4, "0"));
}
