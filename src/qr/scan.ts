/** A picture to the contents of the QR symbols in it: readers in turn, until one finds what is wanted. */
import { limits } from "../core/limits.ts";
import type { Corners, Decoded, Decoder, Point, ReadSymbol, UnreadSymbol } from "./decoders/decoder.ts";
import { jsqrDecoder } from "./decoders/jsqr.ts";
import { ownDecoder } from "./decoders/own.ts";
import { zxingDecoder } from "./decoders/zxing.ts";
import type { GreyPixels } from "./pixels.ts";
import { removeSpecks } from "./transforms/neighbours.ts";
import { shrinkTo } from "./transforms/scale.ts";
import { chain } from "./transforms/transform.ts";

export interface Attempt {
  /** Stable, for traces and reports. */
  readonly name: string;
  /** Makes the picture the decoder gets. It may scale the picture and must not move anything in it. */
  readonly prepare: ((image: GreyPixels) => GreyPixels) | null;
  readonly decoder: Decoder;
  /** After so many milliseconds the decoder is told to come to an end; left out where it never takes long. */
  readonly milliseconds?: number;
}

/** Longer side of jsQR's copy: from there up it only gets slower, and reads less. */
const JSQR_SIDE = 1200;

/** In the order of gain for cost. The last but one is for what zxing does not find, the last for blur and bending. */
export const attempts: readonly Attempt[] = [
  { name: "zxing", prepare: null, decoder: zxingDecoder({ denoise: false }) },
  { name: "zxing-denoise", prepare: null, decoder: zxingDecoder({ denoise: true }) },
  {
    name: "jsqr-shrunk",
    prepare: (image) => chain(shrinkTo(JSQR_SIDE), removeSpecks)(image).image,
    decoder: jsqrDecoder,
  },
  { name: "own-reader", prepare: null, decoder: ownDecoder, milliseconds: limits.lastReaderMilliseconds },
];

export interface FoundSymbol extends ReadSymbol {
  /** The name of the attempt that read it first. Corners are in pixels of the picture given to scan. */
  readonly attempt: string;
}

export interface AttemptTrace {
  readonly attempt: string;
  readonly milliseconds: number;
  /** Symbols it read, those of earlier attempts included. */
  readonly symbols: number;
  /** The reader broke down: a fault of the reader, worth reporting, that another one may make good. */
  readonly failed: boolean;
}

export interface ScanResult {
  /** Different payloads that were wanted; empty where no attempt found one. */
  readonly accepted: readonly FoundSymbol[];
  /** Different payloads of other codes in the picture. */
  readonly refused: readonly FoundSymbol[];
  /** Symbols that some attempt saw and none read, each place once. */
  readonly unread: readonly UnreadSymbol[];
  readonly trace: readonly AttemptTrace[];
}

/**
 * Walks the attempts and stops after the first in which `accept` takes a payload. A payload that is seen
 * twice, in one picture or by two attempts, counts once. Never throws for what a picture shows.
 *
 * @param now milliseconds of any steady clock
 */
export async function scan(
  image: GreyPixels,
  accept: (payload: Uint8Array) => boolean,
  now: () => number = () => performance.now(),
  ladder: readonly Attempt[] = attempts,
): Promise<ScanResult> {
  const seen = new Set<string>();
  const accepted: FoundSymbol[] = [];
  const refused: FoundSymbol[] = [];
  const read: FoundSymbol[] = [];
  const unread: UnreadSymbol[] = [];
  const trace: AttemptTrace[] = [];
  for (const attempt of ladder) {
    const seenNow = await traceAttempt(attempt, image, now, trace);
    read.push(...seenNow.read);
    unread.push(...seenNow.unread);
    for (const symbol of seenNow.read) {
      const content = contentKey(symbol.payload);
      if (seen.has(content)) continue;
      seen.add(content);
      (accept(symbol.payload) ? accepted : refused).push(symbol);
    }
    if (accepted.length > 0) break;
  }
  return { accepted, refused, unread: onePerPlace(unread, read), trace };
}

export interface FullScan {
  /** In the order in which they were read. */
  readonly symbols: readonly FoundSymbol[];
  /** Symbols that some attempt saw and none read, each place once. */
  readonly unread: readonly UnreadSymbol[];
  readonly trace: readonly AttemptTrace[];
}

/**
 * Walks all attempts, whatever the first ones read: what one finds in a corner does not hide what only another
 * reads beside it. A symbol that several read counts once, by its place; two that hold the same are two. Never
 * throws for what a picture shows.
 *
 * @param now milliseconds of any steady clock
 */
export async function scanAll(
  image: GreyPixels,
  now: () => number = () => performance.now(),
  ladder: readonly Attempt[] = attempts,
): Promise<FullScan> {
  const symbols: FoundSymbol[] = [];
  const unread: UnreadSymbol[] = [];
  const trace: AttemptTrace[] = [];
  for (const attempt of ladder) {
    const seenNow = await traceAttempt(attempt, image, now, trace);
    unread.push(...seenNow.unread);
    for (const symbol of seenNow.read) {
      if (!symbols.some((known) => isSamePlace(known.corners, symbol.corners))) symbols.push(symbol);
    }
  }
  return { symbols, unread: onePerPlace(unread, symbols), trace };
}

/** Of what several attempts saw in one place the last stays: the later the attempt, the closer its look. */
function onePerPlace(unread: readonly UnreadSymbol[], read: readonly ReadSymbol[]): readonly UnreadSymbol[] {
  return unread.filter(({ corners }, index) => {
    const better = [...read, ...unread.slice(index + 1)];
    return !better.some((other) => isSamePlace(other.corners, corners));
  });
}

interface Seen {
  readonly read: readonly FoundSymbol[];
  readonly unread: readonly UnreadSymbol[];
}

/** What one attempt sees; how it went is added to the trace. */
async function traceAttempt(
  attempt: Attempt,
  image: GreyPixels,
  now: () => number,
  trace: AttemptTrace[],
): Promise<Seen> {
  const { name, milliseconds = Infinity } = attempt;
  const started = now();
  const decoded = await tryAttempt(attempt, image, () => now() - started > milliseconds);
  trace.push({
    attempt: name,
    milliseconds: now() - started,
    symbols: decoded?.read.length ?? 0,
    failed: decoded === null,
  });
  const { read, unread } = decoded ?? { read: [], unread: [] };
  return { read: read.map((symbol) => ({ ...symbol, attempt: name })), unread };
}

/** The symbols in pixels of `image`, or null where the reader threw. */
async function tryAttempt(
  attempt: Attempt,
  image: GreyPixels,
  shouldStop: () => boolean,
): Promise<Decoded | null> {
  try {
    const prepared = attempt.prepare?.(image) ?? image;
    const { read, unread } = await attempt.decoder.decode(prepared, shouldStop);
    const back = { x: image.width / prepared.width, y: image.height / prepared.height };
    const place = <Symbol extends { readonly corners: Corners }>(symbol: Symbol): Symbol => ({
      ...symbol,
      corners: scaleCorners(symbol.corners, back),
    });
    return { read: read.map(place), unread: unread.map(place) };
  } catch {
    return null;
  }
}

function scaleCorners([a, b, c, d]: Corners, by: Point): Corners {
  const scalePoint = (point: Point): Point => ({ x: point.x * by.x, y: point.y * by.y });
  return [scalePoint(a), scalePoint(b), scalePoint(c), scalePoint(d)];
}

/** Two symbols never overlap, and readers differ by a module or two: the middle of either lies within the other. */
function isSamePlace(a: Corners, b: Corners): boolean {
  return isInside(middleOf(a), b) || isInside(middleOf(b), a);
}

function middleOf(corners: Corners): Point {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / 4;
  return { x: mean(corners.map(({ x }) => x)), y: mean(corners.map(({ y }) => y)) };
}

/** On one side of all four edges, whichever way round they go: symbols may be mirrored. */
function isInside({ x, y }: Point, corners: Corners): boolean {
  const sides = corners.map((from, index) => {
    const to = corners[(index + 1) % 4] ?? from;
    return Math.sign((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x));
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}

/** Equal for equal payloads only. */
function contentKey(payload: Uint8Array): string {
  return Buffer.from(payload.buffer, payload.byteOffset, payload.length).toString("latin1");
}
