/**
 * How docs/ARCHITECTURE.md names things: `src/core` is the folder with all below it, or a file; {a,b} stands for either;
 * a star in a path is anything within one folder's or file's name, in the name of a module it is anything at all.
 */

/** One name without braces, perhaps with stars. */
export interface Glob {
  readonly text: string;
  readonly matches: (target: string) => boolean;
  /** The deeper the higher; of two as deep the one without a star. */
  readonly depth: number;
}

export interface Pattern {
  /** As it is written. */
  readonly text: string;
  readonly globs: readonly Glob[];
  readonly matches: (target: string) => boolean;
}

const roots = ["src", "bin", "dist", "test", "docs", "bench", "fixtures"];

/** Whether a name is a path from the project's root, not one of a module. */
export const isPath = (text: string): boolean => roots.includes(text.split("/")[0] ?? "");

export function parsePattern(text: string): Pattern {
  const globs = expandBraces(text).map(globOf);
  return { text, globs, matches: (target) => globs.some((glob) => glob.matches(target)) };
}

/** From the inside out: `a/{b,c/{d,e}}` is `a/b`, `a/c/d` and `a/c/e`. */
function expandBraces(text: string): readonly string[] {
  const braces = /\{([^{}]*)\}/.exec(text);
  if (braces === null) return [text];
  const [whole, inside = ""] = braces;
  const before = text.slice(0, braces.index);
  const after = text.slice(braces.index + whole.length);
  return Array.from(new Set(inside.split(",").flatMap((part) => expandBraces(before + part + after))));
}

function globOf(text: string): Glob {
  const star = isPath(text) ? "[^/]*" : ".*";
  const parts = text.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  const regex = new RegExp(`^${parts.join(star)}${isPath(text) ? "(?:/.*)?" : ""}$`);
  return {
    text,
    matches: (target) => regex.test(target),
    depth: 2 * text.split("/").length + (parts.length === 1 ? 1 : 0),
  };
}
