/**
 * Our own reader of QR symbols (ISO/IEC 18004, model 2), for those that nobody else reads: blurred up to 0.8 module,
 * on paper bowed by six, mirrored, light on dark. It takes a hundred times as long as a plain reader, so let those
 * go first.
 */
import { limits } from "../../core/limits.ts";
import type { Point } from "../picture/corners.ts";
import type { Extent, UnreadSymbol } from "../picture/findings.ts";
import type { GreyPixels } from "../picture/pixels.ts";
import { sizeOf } from "../standard/version.ts";
import { buildPyramid, chooseLevel, readTriple, scaleTriple } from "./attempt.ts";
import type { DecodedSymbol } from "./attempt.ts";
import { FinderSearch, glance, quickLook, sheetLook, thoroughLook } from "./finding/finders.ts";
import type { Effort, FinderPattern, ModuleSizes } from "./finding/finders.ts";
import { completePairs } from "./finding/pairs.ts";
import { findSteepFinders } from "./finding/steep.ts";
import { findTriples } from "./finding/triples.ts";
import type { Triple } from "./finding/triples.ts";
import { sideOf } from "./geometry/outline.ts";
import type { Affine } from "./geometry/projection.ts";
import { negate } from "./geometry/sampling.ts";
import { Results } from "./results.ts";

export type { DecodedSymbol } from "./attempt.ts";

export interface Symbols {
  readonly read: readonly DecodedSymbol[];
  /** Each place once, and none where a symbol was read. */
  readonly unread: readonly UnreadSymbol[];
}

/** Longer side of the picture in which finders of every size are looked for; larger ones only for small modules. */
const FIRST_SIDE = 1000;
const SMALLEST_MODULE = 2;
const LARGEST_SMALL_MODULE = 4.5;
/** A symbol of 21 modules and its finders' surround fill the picture. */
const LARGEST_MODULE_SHARE = 1 / 24;
/** Triples of one scale that are tried without success, one after the other. */
const TRIPLES = 8;
/** The same for triples with less to speak for them. */
const FEW = 3;
/** Longer side of the picture in which steep views are looked for, and pixels a module of the nearest. */
const STEEP_SIDE = 1600;
const LARGEST_STEEP_MODULE = 16;
/** Modules of one sheet differ by at most this factor from the usual one: paper seen aslant. */
const SIZE_SPREAD = 1.4;
/** By how much their scores as triples differ: by 0.1 for each finder. */
const SCORE_SPREAD = 0.3;

/**
 * Every symbol that can be read, each place once.
 *
 * @param shouldStop asked often; once it is true the result is what has been found until then
 */
export function readSymbols(image: GreyPixels, shouldStop: () => boolean, extent: Extent = "all"): Symbols {
  return searchPicture(image, shouldStop, extent).finish();
}

/** The same, with how each symbol was seen. */
export function searchPicture(image: GreyPixels, shouldStop: () => boolean, extent: Extent = "all"): Results {
  const plain = new Search(buildPyramid(image), new Results(), shouldStop, extent);
  const { first } = plain;
  const isEnough = (): boolean => extent === "first" && plain.results.read.length > 0;
  plain.searchLevel(first, [quickLook, thoroughLook], TRIPLES);
  plain.searchAlike();
  if (isEnough()) return plain.results;
  // Light symbols on dark are rare: what else is in the picture comes first.
  let inverted: Search | null = null;
  if (!shouldStop()) {
    inverted = new Search(buildPyramid(negate(image)), plain.results, shouldStop, extent);
    inverted.searchLevel(first, plain.results.read.length > 0 ? [quickLook] : [quickLook, thoroughLook], FEW);
  }
  for (let level = first - 1; level >= 0 && !shouldStop() && !isEnough(); level -= 1) {
    const before = plain.results.read.length;
    plain.searchLevel(level, [quickLook, thoroughLook], TRIPLES);
    if (plain.results.read.length > before) plain.searchAlike();
    if (plain.results.isEmpty) inverted?.searchLevel(level, [quickLook], FEW);
  }
  if (!isEnough()) plain.searchPairs();
  if (plain.results.isEmpty) plain.searchSteep();
  return plain.results;
}

/** The search for dark symbols on light in one picture. */
class Search {
  readonly results: Results;
  /** The first scale to be searched, in halvings of the picture. */
  readonly first: number;
  readonly #pyramid: readonly GreyPixels[];
  readonly #shouldStop: () => boolean;
  readonly #extent: Extent;
  readonly #tried: Triple[] = [];
  /** Of the triples that led to something, the least score. */
  #leastScore = Infinity;
  /** By scale, those of the hardest look. */
  readonly #finders = new Map<number, readonly FinderPattern[]>();

  constructor(pyramid: readonly GreyPixels[], results: Results, shouldStop: () => boolean, extent: Extent) {
    this.#extent = extent;
    this.#pyramid = pyramid;
    this.results = results;
    this.#shouldStop = shouldStop;
    const level = pyramid.findIndex(({ width, height }) => Math.max(width, height) <= FIRST_SIDE);
    this.first = level < 0 ? pyramid.length - 1 : level;
  }

  /** Looks for finders at one scale, harder if the first effort led to nothing, and reads what they belong to. */
  searchLevel(level: number, efforts: readonly Effort[], patience: number): void {
    const picture = this.#pyramid[level];
    if (picture === undefined) return;
    const sizes: ModuleSizes = {
      smallest: SMALLEST_MODULE,
      largest:
        level === this.first
          ? Math.max(picture.width, picture.height) * LARGEST_MODULE_SHARE
          : LARGEST_SMALL_MODULE,
    };
    const before = this.results.read.length;
    const scale = 2 ** level;
    const isTaken = ({ x, y }: Affine): boolean => this.#isTaken({ x: x * scale, y: y * scale });
    const search = new FinderSearch(picture, sizes, this.#shouldStop, isTaken);
    for (const effort of [glance, ...efforts]) {
      if (this.#shouldStop()) return;
      const isHarder = effort === thoroughLook || (effort === quickLook && this.#extent === "first");
      if (isHarder && this.results.read.length > before) return;
      const finders = search.look(effort);
      this.#readTriples(level, findTriples(finders), effort === glance ? FEW : patience);
      this.#finders.set(level, finders);
    }
  }

  /** Reads what two of the finders seen so far belong to, where three led to nothing. */
  searchPairs(): void {
    for (const [level, finders] of this.#finders) {
      const scale = 2 ** level;
      const isFree = ({ place: { x, y } }: FinderPattern): boolean =>
        !this.#isTaken({ x: x * scale, y: y * scale });
      this.#readPairs(level, finders.filter(isFree));
    }
  }

  #readPairs(level: number, finders: readonly FinderPattern[]): void {
    const picture = this.#pyramid[level];
    if (picture === undefined || this.#shouldStop()) return;
    this.#readTriples(level, completePairs(picture, finders, this.#shouldStop), FEW);
  }

  /** Looks for symbols seen at a flat angle. */
  searchSteep(): void {
    const level = this.#pyramid.findIndex(({ width, height }) => Math.max(width, height) <= STEEP_SIDE);
    const picture = this.#pyramid[level];
    if (picture === undefined || this.#shouldStop()) return;
    const sizes = { smallest: SMALLEST_MODULE, largest: LARGEST_STEEP_MODULE };
    const finders = findSteepFinders(picture, sizes, quickLook, this.#shouldStop);
    this.#readTriples(level, findTriples(finders), FEW);
    if (this.results.isEmpty) this.#readPairs(level, finders);
  }

  /** Looks for more symbols with modules as large as those already read: codes rarely come in two sizes. */
  searchAlike(): void {
    const modules = this.results.read.map(({ corners, version }) => sideOf(corners) / sizeOf(version));
    const module = modules.sort((a, b) => a - b)[modules.length >> 1];
    if (module === undefined || this.#shouldStop()) return;
    const level = chooseLevel(this.#pyramid, module);
    const picture = this.#pyramid[level];
    if (picture === undefined) return;
    const scale = 2 ** level;
    const sizes = { smallest: module / scale / SIZE_SPREAD, largest: (module / scale) * SIZE_SPREAD };
    const isTaken = ({ x, y }: Affine): boolean => this.#isTaken({ x: x * scale, y: y * scale });
    const search = new FinderSearch(picture, sizes, this.#shouldStop, isTaken);
    if (this.#extent === "all") {
      this.#readTriples(level, findTriples(search.look(sheetLook)), TRIPLES);
      return;
    }
    // What lies on one sheet is as sharp and as well lit as what was read of it.
    const triples = findTriples(search.look(quickLook));
    this.#readTriples(
      level,
      triples.filter(({ score }) => score > this.#leastScore - SCORE_SPREAD),
      FEW,
    );
  }

  /** Reads the likeliest triples of one scale. */
  #readTriples(level: number, triples: readonly Triple[], patience: number): void {
    let failures = 0;
    for (const found of triples) {
      if (this.#shouldStop() || failures === patience) return;
      if (this.results.read.length >= limits.symbolsPerPicture) return;
      const triple = scaleTriple(found, 2 ** level);
      if (cornersOf(triple).some(({ place }) => this.#isTaken(place))) continue;
      if (this.#tried.some((other) => isSameTriple(other, triple))) continue;
      this.#tried.push(triple);
      const result = readTriple(this.#pyramid, triple, this.#shouldStop);
      const isRead = result !== null && this.results.add(result.symbol, result.sight);
      failures = isRead ? 0 : failures + 1;
      if (isRead) this.#leastScore = Math.min(this.#leastScore, found.score);
    }
  }

  /** Whether a place belongs to a symbol that is done with. */
  #isTaken(place: Point): boolean {
    return this.results.isSettled(place);
  }
}

function cornersOf({ topLeft, topRight, bottomLeft }: Triple): readonly FinderPattern[] {
  return [topLeft, topRight, bottomLeft];
}

function isSameTriple(a: Triple, b: Triple): boolean {
  const others = cornersOf(b);
  return cornersOf(a).every(({ place, module }, index) => {
    const other = others[index]?.place;
    return other !== undefined && Math.hypot(other.x - place.x, other.y - place.y) < module / 2;
  });
}
