/** What can be seen of codes in a picture of which nothing was read: whole ones, and parts of one. */
import { middleOf } from "../picture/corners.ts";
import type { Corners, Point } from "../picture/corners.ts";
import type { UnreadSymbol } from "../picture/findings.ts";
import type { GreyPixels } from "../picture/pixels.ts";
import { findFinders, quickLook, scaleFinder } from "../reader/finding/finders.ts";
import type { FinderPattern } from "../reader/finding/finders.ts";
import { blurPattern, correlate, finderSquares, fitPattern } from "../reader/finding/pattern.ts";
import { findTriples } from "../reader/finding/triples.ts";
import type { Triple } from "../reader/finding/triples.ts";
import { moduleSide } from "../reader/geometry/projection.ts";
import { sizeOf } from "../standard/version.ts";
import { shrinkTo } from "../transforms/scale.ts";
import { thresholds } from "./thresholds.ts";

/** A code that can be seen. */
export interface Sighting {
  readonly corners: Corners;
  /** Modules a side. */
  readonly size: number;
  /** Pixels a module. */
  readonly module: number;
  /** Standard deviation of the blur in modules. */
  readonly blur: number;
  /** What a reader said of it; null where none did. */
  readonly unread: UnreadSymbol | null;
}

/** Longer side of the copy that is searched. */
const SEARCHED_SIDE = 1200;
const SMALLEST_MODULE = 1.2;
const LARGEST_MODULE_SHARE = 1 / 24;
/** A finder cannot be sharper than the sharpest edge around it; both are measured with some error. */
const SHARPER_THAN_EDGES = 0.5;

/**
 * Finder patterns, the likeliest first, in pixels of `image`.
 *
 * @param edgeWidth standard deviation of the sharpest edges in pixels, or null where there are none
 */
export function seeFinders(image: GreyPixels, edgeWidth: number | null): readonly FinderPattern[] {
  const copy = shrinkTo(SEARCHED_SIDE)(image).image;
  const scale = image.width / copy.width;
  const sizes = {
    smallest: SMALLEST_MODULE,
    largest: Math.max(copy.width, copy.height) * LARGEST_MODULE_SHARE,
  };
  return findFinders(copy, sizes, quickLook, () => false)
    .map((finder) => scaleFinder(refineBlur(copy, finder), scale))
    .filter(({ blur, module }) => edgeWidth === null || blur * module > SHARPER_THAN_EDGES * (edgeWidth - 1));
}

const FINEST_BLUR = 0.2;
const WIDEST_BLUR = 1.3;
const BLUR_STEP = 0.1;

/** The blur at which the template agrees best: the search knows only a few. */
function refineBlur(image: GreyPixels, finder: FinderPattern): FinderPattern {
  let best = finder;
  for (let blur = FINEST_BLUR; blur < WIDEST_BLUR; blur += BLUR_STEP) {
    const template = blurPattern(finderSquares, blur, 4.25, 0.5);
    const fit = fitPattern(image, template, finder.place, "affine", 3);
    if (fit === null) continue;
    const correlation = correlate(image, template, fit.place);
    if (correlation > best.correlation)
      best = { place: fit.place, module: moduleSide(fit.place), correlation, blur };
  }
  return best;
}

/** The codes of which all corners are known, the largest first: what readers saw, and what three finders tell. */
export function seeSymbols(
  finders: readonly FinderPattern[],
  unread: readonly UnreadSymbol[],
): readonly Sighting[] {
  const told = unread.flatMap((symbol) => {
    const inside = finders.filter(({ place }) => liesAt(symbol.corners, place));
    const isProved = symbol.reason === "mode" || symbol.reason === "contents" || (symbol.solved ?? 0) > 0;
    // Readers try many things that are no codes, and tell of them all.
    return isProved || inside.length >= 2 ? [describe(symbol, inside)] : [];
  });
  const seen: Sighting[] = [...told];
  for (const triple of findTriples(finders)) {
    const sighting = describeTriple(triple);
    if (!seen.some(({ corners }) => liesAt(corners, middleOf(sighting.corners)))) seen.push(sighting);
  }
  return seen.sort((a, b) => b.size * b.module - a.size * a.module);
}

function describe(unread: UnreadSymbol, finders: readonly FinderPattern[]): Sighting {
  const { corners, version } = unread;
  const side = meanSide(corners);
  const [nearest] = finders;
  const size = version !== null ? sizeOf(version) : nearest === undefined ? 21 : side / nearest.module;
  return { corners, size, module: side / size, blur: unread.blur ?? middle(finders), unread };
}

function describeTriple({ topLeft, topRight, bottomLeft, size }: Triple): Sighting {
  const finders = [topLeft, topRight, bottomLeft];
  const module = finders.reduce((sum, finder) => sum + finder.module, 0) / 3;
  return {
    corners: spanSymbol(topLeft, topRight, bottomLeft),
    size,
    module,
    blur: middle(finders),
    unread: null,
  };
}

/** The blur of most finders. */
function middle(finders: readonly FinderPattern[]): number {
  return finders.map(({ blur }) => blur).sort((a, b) => a - b)[finders.length >> 1] ?? 0;
}

/** The fourth corner as in a parallelogram: of a steep view it is not exact. */
function spanSymbol(topLeft: FinderPattern, topRight: FinderPattern, bottomLeft: FinderPattern): Corners {
  const corner = ({ place }: FinderPattern, u: number, v: number): Point => ({
    x: place.x + place.ux * u + place.vx * v,
    y: place.y + place.uy * u + place.vy * v,
  });
  const a = corner(topLeft, -3.5, -3.5);
  const b = corner(topRight, 3.5, -3.5);
  const d = corner(bottomLeft, -3.5, 3.5);
  return [a, b, { x: b.x + d.x - a.x, y: b.y + d.y - a.y }, d];
}

export function meanSide(corners: Corners): number {
  return corners.reduce((sum, from, index) => {
    const to = corners[(index + 1) % 4] ?? from;
    return sum + Math.hypot(to.x - from.x, to.y - from.y) / 4;
  }, 0);
}

/** Inside the corners or a tenth of the side beyond. */
export function liesAt(corners: Corners, { x, y }: Point): boolean {
  const margin = meanSide(corners) / 10;
  const ways = corners.map((from, index) => {
    const to = corners[(index + 1) % 4] ?? from;
    const [right, down] = [to.x - from.x, to.y - from.y];
    return (right * (y - from.y) - down * (x - from.x)) / Math.max(1e-9, Math.hypot(right, down));
  });
  return ways.every((way) => way >= -margin) || ways.every((way) => way <= margin);
}

/** One or two finders of a code whose others cannot be seen: how far the code reaches, and whether it is cut. */
export interface Part extends Sighting {
  readonly reachesEdge: boolean;
}

/** Modules a side of the squares by which a part is followed: less than the border, which ends it. */
const STEP_MODULES = 3;
const SAMPLES = 6;
/** Of the finder's own contrast: where there is less, there is no code. */
const LEAST_CONTRAST = 0.3;
/** Half of the largest symbol's 177 modules and some. */
const FARTHEST = 62;

type Square = "code" | "blank" | "outside";

const neighbours = [-1, 0, 1].flatMap((right) =>
  [-1, 0, 1].flatMap((down) => (right === 0 && down === 0 ? [] : [[right, down] as const])),
);
/** Of the eight around a square that belong to the code, or it is followed no further: edges and lines end there. */
const LEAST_AROUND = 6;

/** From the surest finder over all that looks like code. Null where no finder is sure. */
export function seePart(image: GreyPixels, finders: readonly FinderPattern[]): Part | null {
  const sure = finders.find(({ correlation }) => correlation >= thresholds.sureFinder);
  if (sure === undefined) return null;
  const { place, module, blur } = sure;
  const at = (u: number, v: number): Point => ({
    x: place.x + place.ux * u + place.vx * v,
    y: place.y + place.uy * u + place.vy * v,
  });
  const isOutside = ({ x, y }: Point): boolean => x < 0 || y < 0 || x > image.width || y > image.height;
  const contrast = contrastIn(image, at, -4, -4, 8);
  const judged = new Map<string, Square>();
  const look = (column: number, row: number): Square => {
    const key = `${column} ${row}`;
    const known = judged.get(key);
    if (known !== undefined) return known;
    const [u, v] = [(column - 0.5) * STEP_MODULES, (row - 0.5) * STEP_MODULES];
    const ends = [
      at(u, v),
      at(u + STEP_MODULES, v),
      at(u, v + STEP_MODULES),
      at(u + STEP_MODULES, v + STEP_MODULES),
    ];
    // The finder's own middle is all dark.
    const isFinder = Math.max(Math.abs(column), Math.abs(row)) <= 1;
    const square = ends.some(isOutside)
      ? "outside"
      : isFinder || contrastIn(image, at, u, v, STEP_MODULES) >= LEAST_CONTRAST * contrast
        ? "code"
        : "blank";
    judged.set(key, square);
    return square;
  };
  const known = new Set(["0 0"]);
  const waiting: (readonly [number, number])[] = [[0, 0]];
  let reachesEdge = false;
  const box = { left: -3.5, right: 3.5, top: -3.5, bottom: 3.5 };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [column, row] = next;
    const [u, v] = [(column - 0.5) * STEP_MODULES, (row - 0.5) * STEP_MODULES];
    box.left = Math.min(box.left, u);
    box.right = Math.max(box.right, u + STEP_MODULES);
    box.top = Math.min(box.top, v);
    box.bottom = Math.max(box.bottom, v + STEP_MODULES);
    const around = neighbours.map(([right, down]) => [column + right, row + down] as const);
    const isWithin = around.filter(([x, y]) => look(x, y) !== "blank").length >= LEAST_AROUND;
    if (!isWithin && Math.max(Math.abs(column), Math.abs(row)) > 1) continue;
    for (const [x, y] of around) {
      const square = look(x, y);
      if (square === "outside") reachesEdge = true;
      if (square !== "code" || known.has(`${x} ${y}`) || Math.max(Math.abs(x), Math.abs(y)) > FARTHEST)
        continue;
      known.add(`${x} ${y}`);
      waiting.push([x, y]);
    }
  }
  const { left, right, top, bottom } = box;
  const corners: Corners = [at(left, top), at(right, top), at(right, bottom), at(left, bottom)];
  return { corners, size: Math.max(right - left, bottom - top), module, blur, unread: null, reachesEdge };
}

function contrastIn(
  image: GreyPixels,
  at: (u: number, v: number) => Point,
  left: number,
  top: number,
  side: number,
): number {
  const levels: number[] = [];
  for (let index = 0; index < SAMPLES * SAMPLES; index += 1) {
    const u = left + (((index % SAMPLES) + 0.5) / SAMPLES) * side;
    const v = top + ((Math.floor(index / SAMPLES) + 0.5) / SAMPLES) * side;
    const { x, y } = at(u, v);
    const column = Math.min(Math.max(Math.floor(x), 0), image.width - 1);
    const row = Math.min(Math.max(Math.floor(y), 0), image.height - 1);
    levels.push(image.pixels[row * image.width + column] ?? 0);
  }
  levels.sort((a, b) => a - b);
  const tenth = levels.length / 10;
  return (levels[Math.floor(9 * tenth)] ?? 0) - (levels[Math.floor(tenth)] ?? 0);
}
