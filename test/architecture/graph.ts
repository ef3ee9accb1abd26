/** Who leads to whom. */
import type { Import, Sources } from "./imports.ts";

export type Graph = ReadonlyMap<string, readonly string[]>;

/** Imports among the sources themselves, or those of them that count. */
export const graphOf = (sources: Sources, counts: (one: Import) => boolean = () => true): Graph =>
  new Map(
    Array.from(sources, ([path, { imports }]) => [
      path,
      imports.flatMap((one) => {
        const { target } = one;
        return target !== null && sources.has(target) && counts(one) ? [target] : [];
      }),
    ]),
  );

/** The shortest way from one to one that is `wanted`, both included, or null. It has at least one step. */
export function wayTo(
  graph: Graph,
  start: string,
  wanted: (place: string) => boolean,
): readonly string[] | null {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) ?? "") ?? []) {
      if (wanted(next)) return [...way, next];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return null;
}

/** Ways that lead back to where they began, each once, from its first place in the alphabet. */
export function circlesIn(graph: Graph): readonly (readonly string[])[] {
  return Array.from(graph.keys()).flatMap((start) => {
    const back = wayTo(graph, start, (other) => other === start);
    return back?.every((other) => other >= start) === true ? [back] : [];
  });
}
