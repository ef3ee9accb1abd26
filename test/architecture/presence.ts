/** Whether what the document names is there: a wall around paths that are gone guards nothing. */
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { at, DOCUMENT } from "./document/document.ts";
import type { House } from "./document/document.ts";
import { isPath, parsePattern } from "./document/pattern.ts";
import type { Glob } from "./document/pattern.ts";
import type { Project } from "./project.ts";

/** What is named and is not there, one sentence each. */
export function absences(house: House, project: Project): readonly string[] {
  const rows = house.named.flatMap(({ line, pattern }) =>
    pattern.globs.filter((glob) => !isThere(glob, project)).map(({ text }) => absence(line, text)),
  );
  const told = house.told
    .filter(({ text }) => namesSomething(text))
    .flatMap(({ line, text }) =>
      parsePattern(text)
        .globs.filter((glob) => !isThere(glob, project))
        .map((glob) => absence(line, glob.text)),
    );
  const links = house.links
    .map(({ line, text }) => ({ line, path: posix.join(posix.dirname(DOCUMENT), text) }))
    .filter(({ path }) => !project.exists(path))
    .map(({ line, path }) => absence(line, path));
  return [...rows, ...told, ...links];
}

const absence = (line: number, text: string): string =>
  `${at(line)} names \`${text}\`, which ${isPath(text) ? "is not there" : "is no package of ours and no module of Node"}`;

/** In a sentence: whether it looks like a path or a module at all. `npm run build` does not, and neither does a name. */
const namesSomething = (text: string): boolean =>
  !text.includes(" ") && (isPath(text) || /\/|\.ts$/.test(text));

function isThere(glob: Glob, { sources, packages, exported, exists }: Project): boolean {
  const { text } = glob;
  // What is built from a source.
  const built = /^dist\/(.*)\.js$/.exec(text)?.[1];
  if (built !== undefined) return sources.has(`src/${built}.ts`);
  if (/^(?:src|bin)\b/.test(text)) return Array.from(sources.keys()).some(glob.matches);
  if (isPath(text)) return exists(text);
  if (text.startsWith("node:")) return text === "node:*" || isBuiltin(text);
  if (/^(?:qrseal\/|#)/.test(text)) return exported.includes(text);
  const [scope = "", name] = text.split("/");
  const named = parsePattern(scope.startsWith("@") && name !== undefined ? `${scope}/${name}` : scope);
  return packages.some(named.matches);
}
