/** A picture to the contents of the QR symbols in it: rung after rung, until one finds what is wanted. */
import { limits } from "../core/limits.ts";
import { reaches } from "./ladder/effort.ts";
import type { Effort } from "./ladder/effort.ts";
import type { Readers, Tried } from "./ladder/readers.ts";
import { orderRungs, rungs } from "./ladder/rungs.ts";
import type { Rung } from "./ladder/rungs.ts";
import { contains, middleOf } from "./picture/corners.ts";
import type { Corners } from "./picture/corners.ts";
import type { Extent, ReadSymbol, UnreadSymbol } from "./picture/findings.ts";
import type { GreyPixels } from "./picture/pixels.ts";

export interface FoundSymbol extends ReadSymbol {
  /** The name of the rung that read it first. Corners are in pixels of the picture given to the scan. */
  readonly rung: string;
}

export interface RungTrace {
  readonly rung: string;
  readonly outcome: Tried["outcome"];
  /** Symbols it read, those of earlier rungs included, and symbols it only saw. */
  readonly read: number;
  readonly unread: number;
  readonly milliseconds: number;
}

export interface ScanOptions {
  readonly readers: Readers;
  readonly effort?: Effort;
  /** Milliseconds of any steady clock. */
  readonly now?: () => number;
  readonly ladder?: readonly Rung[];
}

export interface ScanResult {
  /** Different payloads that were wanted; empty where no rung found one. */
  readonly accepted: readonly FoundSymbol[];
  /** Different payloads of other codes in the picture. */
  readonly refused: readonly FoundSymbol[];
  /** Symbols that some rung saw and none read, each place once. */
  readonly unread: readonly UnreadSymbol[];
  readonly trace: readonly RungTrace[];
}

/**
 * Walks the rungs and stops after the first in which `accept` takes a payload, or when the time of the effort is
 * over. A payload that is seen twice, in one picture or by two rungs, counts once. Never throws for what a picture
 * shows.
 */
export async function scan(
  image: GreyPixels,
  accept: (payload: Uint8Array) => boolean,
  options: ScanOptions,
): Promise<ScanResult> {
  const seen = new Set<string>();
  const accepted: FoundSymbol[] = [];
  const refused: FoundSymbol[] = [];
  const read: FoundSymbol[] = [];
  const unread: UnreadSymbol[] = [];
  const extent = options.effort === "thorough" ? "all" : "first";
  const trace = await climb(image, options, extent, (found) => {
    read.push(...found.read);
    unread.push(...found.unread);
    for (const symbol of found.read) {
      const content = contentKey(symbol.payload);
      if (seen.has(content)) continue;
      seen.add(content);
      (accept(symbol.payload) ? accepted : refused).push(symbol);
    }
    return accepted.length > 0;
  });
  return { accepted, refused, unread: onePerPlace(unread, read), trace };
}

export interface FullScan {
  /** In the order in which they were read. */
  readonly symbols: readonly FoundSymbol[];
  /** Symbols that some rung saw and none read, each place once. */
  readonly unread: readonly UnreadSymbol[];
  readonly trace: readonly RungTrace[];
}

/**
 * Walks all rungs, whatever the first ones read: what one finds in a corner does not hide what only another reads
 * beside it. A symbol that several read counts once, by its place; two that hold the same are two. Never throws for
 * what a picture shows.
 */
export async function scanAll(image: GreyPixels, options: ScanOptions): Promise<FullScan> {
  const symbols: FoundSymbol[] = [];
  const unread: UnreadSymbol[] = [];
  const trace = await climb(image, options, "all", (found) => {
    unread.push(...found.unread);
    for (const symbol of found.read) {
      if (!symbols.some((known) => isSamePlace(known.corners, symbol.corners))) symbols.push(symbol);
    }
    return false;
  });
  return { symbols, unread: onePerPlace(unread, symbols), trace };
}

/** Of what several rungs saw in one place the last stays: the later the rung, the closer its look. */
function onePerPlace(unread: readonly UnreadSymbol[], read: readonly ReadSymbol[]): readonly UnreadSymbol[] {
  return unread.filter(({ corners }, index) => {
    const better = [...read, ...unread.slice(index + 1)];
    return !better.some((other) => isSamePlace(other.corners, corners));
  });
}

interface FoundByRung {
  readonly read: readonly FoundSymbol[];
  readonly unread: readonly UnreadSymbol[];
}

/** Milliseconds in which no rung comes to anything. */
const TOO_LITTLE = 20;

/** Tries one rung after the other until `take` says that it was enough, or the time is over. */
async function climb(
  image: GreyPixels,
  { effort = "normal", readers, now = () => performance.now(), ladder = rungs }: ScanOptions,
  extent: Extent,
  take: (found: FoundByRung) => boolean,
): Promise<readonly RungTrace[]> {
  const trace: RungTrace[] = [];
  const end = now() + limits.scanMilliseconds[effort];
  const within = ladder.filter(({ from }) => reaches(effort, from));
  for (const rung of orderRungs(within, image)) {
    const started = now();
    if (end - started < TOO_LITTLE) break;
    const milliseconds = Math.min(rung.milliseconds * limits.scanPatience[effort], end - started);
    const { outcome, decoded } = await readers.attempt(rung, [image], milliseconds, extent);
    const { read, unread } = decoded;
    const spent = now() - started;
    trace.push({ rung: rung.name, outcome, read: read.length, unread: unread.length, milliseconds: spent });
    if (take({ read: read.map((symbol) => ({ ...symbol, rung: rung.name })), unread })) break;
  }
  return trace;
}

/** Two symbols never overlap, and readers differ by a module or two: the middle of either lies within the other. */
function isSamePlace(a: Corners, b: Corners): boolean {
  return contains(b, middleOf(a)) || contains(a, middleOf(b));
}

/** Equal for equal payloads only. */
export function contentKey(payload: Uint8Array): string {
  // Every byte is another character.
  return new TextDecoder("latin1").decode(payload);
}
