/** What is done although the document says never: but for what types show, which is exported.ts's. */
import { at } from "./document/document.ts";
import type { House } from "./document/document.ts";
import type { Exceptions } from "./document/exceptions.ts";
import type { Deed } from "./document/nevers.ts";
import type { Pattern } from "./document/pattern.ts";
import { graphOf, wayTo } from "./graph.ts";
import type { Graph } from "./graph.ts";
import type { Found, Reading, Sources } from "./imports.ts";

/** One sentence for each. */
export function misdeeds({ nevers }: House, sources: Sources, exceptions: Exceptions): readonly string[] {
  const graph = graphOf(sources);
  return nevers.flatMap(({ who, deeds, line }) =>
    Array.from(sources)
      .filter(([path]) => who.matches(path))
      .flatMap(([path, reading]) => {
        const done = deeds.flatMap((deed) => doings(deed, path, reading, graph, exceptions));
        return done.map((doing) => `${path}${doing}: never (${at(line)})`);
      }),
  );
}

/** What goes behind the path of a file that does it: a line, or that it reaches something. */
function doings(
  deed: Deed,
  path: string,
  { imports, names, words, strings }: Reading,
  graph: Graph,
  exceptions: Exceptions,
): readonly string[] {
  switch (deed.verb) {
    case "imports":
    case "runs":
      return imports.flatMap(({ target, line, isTypeOnly }) =>
        target !== null && deed.what.matches(target) && !(deed.verb === "runs" && isTypeOnly)
          ? [`:${line} ${deed.verb} ${target}`]
          : [],
      );
    case "reaches": {
      const way = wayTo(graph, path, deed.what.matches);
      return way === null ? [] : [` reaches ${deed.what.text}, by ${way.join(" > ")}`];
    }
    case "uses":
      return named(names, deed.what).map(({ line }) => `:${line} uses ${deed.what}`);
    case "mentions":
      return named(words, deed.what).map(({ line }) => `:${line} mentions ${deed.what}`);
    case "says": {
      const said = sayings(strings, deed.commands, graph);
      return said.length > 0 && exceptions.find("says", [path]) !== undefined ? [] : said;
    }
    case "shows":
      return [];
  }
}

const named = (found: readonly Found[], name: string): readonly Found[] =>
  found.filter(({ text }) => text === name);

/** Flags where there are no `commands`, else "qrseal" and one of them. */
function sayings(strings: readonly Found[], commands: Pattern | null, graph: Graph): readonly string[] {
  const said = commands === null ? /--[a-z][a-z-]*/ : callOf(commands, Array.from(graph.keys()));
  return strings.flatMap(({ text, line }) => {
    const [saying] = said.exec(text) ?? [];
    return saying === undefined ? [] : [`:${line} says "${saying}"`];
  });
}

/** A number behind it makes it something else: `qrseal trust 1` is what a signature is bound to. */
function callOf(commands: Pattern, paths: readonly string[]): RegExp {
  const names = paths.filter(commands.matches).map((path) => path.replace(/^.*\/|\.ts$/g, ""));
  return new RegExp(String.raw`\bqrseal (?:${names.join("|")})(?![\w-]| \d)`);
}
