/** The order of the house itself: no circles, no two-way doors, no crowded doorsteps, names that are told apart. */
import { posix } from "node:path";
import { at } from "./document/document.ts";
import type { Exceptions } from "./document/exceptions.ts";
import { circlesIn } from "./graph.ts";
import type { Graph } from "./graph.ts";

/** Files directly in a folder. */
const MOST_ON_A_DOORSTEP = 15;
/** Files of one name. */
const MOST_OF_A_NAME = 2;

export const circles = (graph: Graph): readonly string[] =>
  circlesIn(graph).map((way) => `a circle of imports: ${way.join(" > ")}`);

/**
 * What lies side by side in a folder imports in one direction, folders and files alike: a folder that imports its
 * neighbour and is imported by it has no place in the order of steps.
 */
export function twoWayDoors(graph: Graph, exceptions: Exceptions): readonly string[] {
  const neighbours = neighboursIn(graph);
  const isMutual = (from: string, to: string): boolean => neighbours.get(to)?.has(from) === true;
  const doors = Array.from(neighbours).flatMap(([from, targets]) =>
    Array.from(targets).flatMap(([to, there]) => {
      const back = neighbours.get(to)?.get(from);
      // Two files that import each other are a circle already.
      if (back === undefined || from > to || [from, to].every((place) => graph.has(place))) return [];
      if (exceptions.find("door", [from, to]) !== undefined) return [];
      return [`a two-way door between ${from} and ${to}, by ${there} and ${back}: close one way`];
    }),
  );
  const oneWay = new Map(
    Array.from(neighbours, ([from, targets]) => [
      from,
      Array.from(targets.keys()).filter((to) => !isMutual(from, to)),
    ]),
  );
  const rounds = circlesIn(oneWay).filter((way) => way.some((place) => !graph.has(place)));
  return [...doors, ...rounds.map((way) => `neighbours import in a circle: ${way.join(" > ")}`)];
}

/** Folders and files that lie in one folder, and an import from the first to the second that shows it. */
function neighboursIn(graph: Graph): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const neighbours = new Map<string, Map<string, string>>();
  for (const [path, targets] of graph) {
    for (const target of targets) {
      const [from, to] = partingOf(path, target);
      const of = neighbours.get(from) ?? new Map<string, string>();
      if (from !== to && !of.has(to)) of.set(to, `${path} > ${target}`);
      neighbours.set(from, of);
    }
  }
  return neighbours;
}

/** Where two paths part: the folder or file of each that lies in the last folder they share. */
function partingOf(one: string, other: string): readonly [string, string] {
  const [ones, others] = [one.split("/"), other.split("/")];
  const shared = ones.findIndex((part, index) => part !== others[index]);
  if (shared < 0) return [one, other];
  return [ones.slice(0, shared + 1).join("/"), others.slice(0, shared + 1).join("/")];
}

/** Folders with more files directly in them than one look takes in, beside what every room has. */
export function crowdedDoorsteps(paths: readonly string[], exceptions: Exceptions): readonly string[] {
  const counting = paths.filter((path) => posix.basename(path) !== "refusals.ts");
  return counted(
    counting.map((path) => posix.dirname(path)),
    MOST_ON_A_DOORSTEP,
  ).flatMap(([folder, count]) => {
    const row = exceptions.find("doorstep", [folder]);
    if (count <= (row?.most ?? 0)) return [];
    return [`${folder} has ${count} files on its doorstep, ${bound(row, MOST_ON_A_DOORSTEP)}`];
  });
}

/** Every folder may have an index, and every room declares its refusals. */
const ofEveryRoom: ReadonlySet<string> = new Set(["index", "refusals"]);

/** The folders of the languages are alike on purpose: what is worded in one is found in the other under its name. */
const ofALanguage = /^src\/words\/[^/]+\//;

/** Names of files that find more than one can guess from. */
export function crowdedNames(paths: readonly string[], exceptions: Exceptions): readonly string[] {
  const names = paths
    .filter((path) => !ofALanguage.test(path))
    .map((path) => posix.basename(path).replace(/(?:\.d)?\.ts$/, ""));
  return counted(
    names.filter((name) => !ofEveryRoom.has(name)),
    MOST_OF_A_NAME,
  ).flatMap(([name, count]) => {
    const row = exceptions.find("name", [name]);
    if (count <= (row?.most ?? 0)) return [];
    return [`${count} files are named ${name}.ts, ${bound(row, MOST_OF_A_NAME)}`];
  });
}

function counted(words: readonly string[], most: number): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Array.from(counts).filter(([, count]) => count > most);
}

const bound = (
  row: { readonly most: number | null; readonly line: number } | undefined,
  most: number,
): string =>
  row === undefined ? `${most} are the most` : `${row.most ?? 0} are the most for now (${at(row.line)})`;
