/**
 * Our own reader of QR symbols (ISO/IEC 18004, model 2), for blurred and bent ones that nobody else reads: blur up
 * to 0.8 module, paper bowed by six. It takes a hundred times as long as a plain reader, so let those go first.
 * Symbols that are mirrored, or light on dark, are not for it.
 */
import { limits } from "../../core/limits.ts";
import type { Point, ReadSymbol, UnreadSymbol } from "../decoders/decoder.ts";
import type { ErrorCorrection } from "../errorcorrection.ts";
import type { GreyPixels } from "../pixels.ts";
import { alignProjection } from "./align.ts";
import type { DisplacementField } from "./field.ts";
import { displacementAt, flatField } from "./field.ts";
import { findFinders, quickLook, scaleFinder, thoroughLook } from "./finders.ts";
import type { FinderPattern } from "./finders.ts";
import { trackGrid } from "./grid.ts";
import { LAST_SMALL_VERSION, findTriples, locateSymbol } from "./locate.ts";
import type { Location, Triple } from "./locate.ts";
import { project, scaleProjection } from "./projection.ts";
import type { Projection } from "./projection.ts";
import { readInRounds } from "./rounds.ts";
import type { Reading } from "./rounds.ts";
import { halve } from "./sampling.ts";

/** Of the symbol without its quiet zone: top left, top right, bottom right, bottom left as it was drawn. */
type Corners = ReadSymbol["corners"];

export interface DecodedSymbol {
  /** Never empty. */
  readonly payload: Uint8Array;
  readonly version: number;
  readonly errorCorrection: ErrorCorrection;
  /** In pixels of the picture. */
  readonly corners: Corners;
  /** Standard deviation of the blur, in modules. */
  readonly blur: number;
}

export interface Symbols {
  readonly read: readonly DecodedSymbol[];
  readonly unread: readonly MeasuredUnread[];
}

/** The reader tells all there is to tell. */
interface MeasuredUnread extends UnreadSymbol {
  readonly version: number;
  readonly blur: number;
  readonly solved: number;
  readonly blocks: number;
}

/** Longer side of the picture in which finders of every size are looked for; larger ones only for small modules. */
const FIRST_SIDE = 1000;
const SMALLEST_MODULE = 2;
const LARGEST_SMALL_MODULE = 4.5;
/** A symbol of 21 modules and its finders' surround fill the picture. */
const LARGEST_MODULE_SHARE = 1 / 24;
/** Triples of one scale that are tried. */
const TRIPLES = 8;

/**
 * Every symbol that can be read, each payload and place once.
 *
 * @param shouldStop asked often; once it is true the result is what has been found until then
 */
export function readSymbols(image: GreyPixels, shouldStop: () => boolean): Symbols {
  const pyramid = buildPyramid(image);
  const read: DecodedSymbol[] = [];
  const unread: MeasuredUnread[] = [];
  for (let level = firstLevel(pyramid); level >= 0 && !shouldStop(); level -= 1) {
    const picture = pyramid[level] ?? image;
    const sizes = {
      smallest: SMALLEST_MODULE,
      largest:
        level === firstLevel(pyramid)
          ? Math.max(picture.width, picture.height) * LARGEST_MODULE_SHARE
          : LARGEST_SMALL_MODULE,
    };
    const before = read.length;
    const tried: Triple[] = [];
    for (const effort of [quickLook, thoroughLook]) {
      if (read.length > before || shouldStop()) break;
      const finders = findFinders(picture, sizes, effort, shouldStop);
      readTriples(pyramid, 2 ** level, findTriples(finders), tried, { read, unread }, shouldStop);
    }
  }
  return { read, unread: unread.filter(({ corners }) => !read.some((symbol) => overlaps(symbol, corners))) };
}

interface Results {
  readonly read: DecodedSymbol[];
  readonly unread: MeasuredUnread[];
}

/**
 * Reads the likeliest triples of one scale, and adds to what was tried and to the results.
 *
 * @param scale from the triples' picture to the whole one
 */
function readTriples(
  pyramid: readonly GreyPixels[],
  scale: number,
  triples: readonly Triple[],
  tried: Triple[],
  { read, unread }: Results,
  shouldStop: () => boolean,
): void {
  const used: FinderPattern[] = [];
  let tries = 0;
  for (const triple of triples) {
    if (shouldStop() || tries === TRIPLES || read.length >= limits.symbolsPerPicture) break;
    const corners = cornersOf(triple).map((finder) => scaleFinder(finder, scale));
    if (corners.some((finder) => used.some(isAt(finder)) || liesWithin(finder, read))) continue;
    if (
      tried.some((other) =>
        cornersOf(other).every((finder, index) => isSame(finder, cornersOf(triple)[index])),
      )
    ) {
      continue;
    }
    tries += 1;
    tried.push(triple);
    const [topLeft, topRight, bottomLeft] = corners;
    if (topLeft === undefined || topRight === undefined || bottomLeft === undefined) continue;
    const result = readTriple(pyramid, { ...triple, topLeft, topRight, bottomLeft }, shouldStop);
    if (result === null) continue;
    if ("payload" in result) {
      read.push(result);
      used.push(...corners);
    } else unread.push(result);
  }
}

function cornersOf({ topLeft, topRight, bottomLeft }: Triple): readonly FinderPattern[] {
  return [topLeft, topRight, bottomLeft];
}

function isSame(a: FinderPattern, b: FinderPattern | undefined): boolean {
  return b !== undefined && isAt(a)(b);
}

/** Whether two descriptions are of one finder. */
function isAt({ place, module }: FinderPattern): (other: FinderPattern) => boolean {
  return (other) => Math.hypot(other.place.x - place.x, other.place.y - place.y) < module / 2;
}

function buildPyramid(image: GreyPixels): readonly GreyPixels[] {
  const pyramid = [image];
  for (let picture = image; Math.min(picture.width, picture.height) >= 80;) {
    picture = halve(picture);
    pyramid.push(picture);
  }
  return pyramid;
}

function firstLevel(pyramid: readonly GreyPixels[]): number {
  const level = pyramid.findIndex(({ width, height }) => Math.max(width, height) <= FIRST_SIDE);
  return level < 0 ? pyramid.length - 1 : level;
}

/** Pixels a module at which finders are compared, and modules sampled: more only cost time, fewer lose detail. */
const LEAST_PIXELS = 3.5;

/** The smallest copy of the picture that still has enough pixels a module, and how much smaller it is. */
function chooseLevel(pyramid: readonly GreyPixels[], module: number): number {
  let level = 0;
  while (level + 1 < pyramid.length && module / 2 ** (level + 1) >= LEAST_PIXELS) level += 1;
  return level;
}

/** Suppositions of one triple that are followed to the end; small symbols have few patterns to choose by. */
const LOCATIONS = 3;
const TRACKED_OF_SMALL = 6;
/** Less than noise reaches, and too few alignment patterns where the tracked grid expects them. */
const LEAST_AGREEMENT = 0.1;
const LEAST_FOLLOWED = 0.3;
/** Of what is known of a small symbol: a wrong version comes to half of it, a right one to more than four fifths. */
const LEAST_EXPLAINED = 0.4;
const ALMOST_ALL_EXPLAINED = 0.93;

interface Candidate {
  readonly version: number;
  readonly projection: Projection;
  readonly field: DisplacementField;
  readonly merit: number;
}

function readTriple(
  pyramid: readonly GreyPixels[],
  triple: Triple,
  shouldStop: () => boolean,
): DecodedSymbol | MeasuredUnread | null {
  const module = Math.min(triple.topLeft.module, triple.topRight.module, triple.bottomLeft.module);
  const level = chooseLevel(pyramid, module);
  const picture = pyramid[level];
  if (picture === undefined) return null;
  const scale = 2 ** level;
  const shrink = (finder: FinderPattern): FinderPattern => scaleFinder(finder, 1 / scale);
  const small = {
    ...triple,
    topLeft: shrink(triple.topLeft),
    topRight: shrink(triple.topRight),
    bottomLeft: shrink(triple.bottomLeft),
  };

  let unread: MeasuredUnread | null = null;
  const locations = locateSymbol(picture, small, shouldStop);
  for (const { version, projection, field } of chooseCandidates(picture, locations, shouldStop)) {
    if (shouldStop()) break;
    const reading = readInRounds(picture, version, projection, field, shouldStop);
    if (reading === null) break;
    const corners = findCorners(scaleProjection(projection, scale), reading.field);
    const about = { version, corners, blur: reading.blur };
    if (reading.segments?.kind === "bytes" && reading.segments.payload.length > 0) {
      return { ...about, payload: reading.segments.payload, errorCorrection: reading.format.errorCorrection };
    }
    const { solved, blocks } = reading;
    if (unread === null || solved * unread.blocks > unread.solved * blocks) {
      unread = { ...about, reason: giveReason(reading, shouldStop), solved, blocks };
    }
  }
  return unread;
}

function giveReason({ segments }: Reading, shouldStop: () => boolean): UnreadSymbol["reason"] {
  if (segments === null) return shouldStop() ? "time" : "blocks";
  return segments.kind === "unsupported" ? "mode" : "contents";
}

/**
 * Small symbols first as flat ones, fitted to all that is known of them; then, and large symbols at once, along the
 * tracked grid, by how well it could be followed.
 */
function chooseCandidates(
  picture: GreyPixels,
  locations: readonly Location[],
  shouldStop: () => boolean,
): readonly Candidate[] {
  const likeliest = locations[0]?.layout.version ?? 0;
  const tracked = trackLocations(picture, locations);
  if (likeliest > LAST_SMALL_VERSION) return tracked.slice(0, LOCATIONS);
  const flat = alignLocations(picture, locations, shouldStop);
  return [...flat.slice(0, LOCATIONS), ...tracked.slice(0, TRACKED_OF_SMALL)];
}

function trackLocations(picture: GreyPixels, locations: readonly Location[]): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const tries = new Map<number, number>();
  for (const location of locations) {
    const { projection, agreement } = location;
    const { version, alignment } = location.layout;
    const isSmall = version <= LAST_SMALL_VERSION;
    const already = tries.get(version) ?? 0;
    if (already >= 2 || (!isSmall && agreement < LEAST_AGREEMENT)) continue;
    tries.set(version, already + 1);
    const { field, followed } = trackGrid(picture, location);
    const share = alignment.length === 0 ? 0.5 : followed / alignment.length;
    if (!isSmall && share < LEAST_FOLLOWED) continue;
    candidates.push({ version, projection, field, merit: agreement + share });
  }
  return candidates.sort((a, b) => b.merit - a.merit);
}

function alignLocations(
  picture: GreyPixels,
  locations: readonly Location[],
  shouldStop: () => boolean,
): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const location of locations) {
    const { layout } = location;
    if (shouldStop()) break;
    if (layout.version > LAST_SMALL_VERSION) continue;
    const { projection, explained } = alignProjection(picture, layout, location.projection);
    const { version, size } = layout;
    if (explained < LEAST_EXPLAINED) continue;
    // Different starts end in the same place, which is to be tried once.
    const far = project(projection, size, size);
    const isKnown = candidates.some((other) => {
      const { x, y } = project(other.projection, size, size);
      return other.version === version && Math.hypot(x - far.x, y - far.y) < 1;
    });
    if (!isKnown) candidates.push({ version, projection, field: flatField(size), merit: explained });
    if (explained > ALMOST_ALL_EXPLAINED) break;
  }
  return candidates.sort((a, b) => b.merit - a.merit);
}

function findCorners(projection: Projection, field: DisplacementField): Corners {
  const moved = new Float64Array(2);
  const at = (u: number, v: number): Point => {
    displacementAt(field, u, v, moved);
    return project(projection, u + (moved[0] ?? 0), v + (moved[1] ?? 0));
  };
  const { size } = field;
  return [at(0, 0), at(size, 0), at(size, size), at(0, size)];
}

/** Whether a finder belongs to a symbol that is read already. */
function liesWithin({ place }: FinderPattern, read: readonly DecodedSymbol[]): boolean {
  return read.some(({ corners }) => contains(corners, place));
}

function overlaps({ corners }: DecodedSymbol, others: Corners): boolean {
  const middle = {
    x: others.reduce((sum, { x }) => sum + x, 0) / 4,
    y: others.reduce((sum, { y }) => sum + y, 0) / 4,
  };
  return contains(corners, middle);
}

/** Whether a point lies on the inner side of all four edges, which run clockwise. */
function contains(corners: Corners, { x, y }: Point): boolean {
  return corners.every((from, index) => {
    const to = corners[(index + 1) % 4] ?? from;
    return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x) >= 0;
  });
}
