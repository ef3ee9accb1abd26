/**
 * The module grid on bent paper: timing and alignment patterns are tracked outwards from the finders, each searched
 * for where its neighbours lead to expect it. A grid that is wrong by half a module anywhere may read consistently
 * one module off, so that only these patterns can start it.
 */
import type { GreyPixels } from "../../picture/pixels.ts";
import { displacementAt, flatField } from "../geometry/field.ts";
import type { DisplacementField } from "../geometry/field.ts";
import { NormalEquations } from "../geometry/linear.ts";
import { correlateTiming } from "../finding/locate.ts";
import type { Location } from "../finding/locate.ts";
import { alignmentSquares, blurPattern, correlate, fitPattern } from "../finding/pattern.ts";
import type { Affine, Projection } from "../geometry/projection.ts";
import { affineAt, project, unproject } from "../geometry/projection.ts";
import { sampleAt } from "../geometry/sampling.ts";

/** A place whose displacement is known. */
interface Track {
  readonly u: number;
  readonly v: number;
  readonly du: number;
  readonly dv: number;
  readonly weight: number;
}

export interface TrackedGrid {
  readonly field: DisplacementField;
  /** Alignment patterns that were found where they were expected. */
  readonly followed: number;
}

/** Tracks the symbol's patterns. */
export function trackGrid(image: GreyPixels, location: Location): TrackedGrid {
  const { layout, projection, anchors } = location;
  const tracks: Track[] = anchors.map(({ u, v, x, y }, index) => {
    const seen = unproject(projection, x, y, { u, v });
    // Each finder's centre comes first of its five anchors and is the surest of them.
    return { u, v, du: seen.u - u, dv: seen.v - v, weight: index % 5 === 0 ? 2 : 0.6 };
  });
  if (layout.size > 25) {
    trackTiming(image, projection, layout.size, "row", tracks);
    trackTiming(image, projection, layout.size, "column", tracks);
  }
  const followed = trackAlignment(image, location, tracks);

  const field = flatField(layout.size);
  const { cells, du, dv } = field;
  const range = Math.min(18, Math.max(9, layout.size / 4));
  for (let at = 0; at < cells * cells; at += 1) {
    const u = (((at % cells) + 0.5) * layout.size) / cells;
    const v = ((Math.floor(at / cells) + 0.5) * layout.size) / cells;
    [du[at], dv[at]] = expectDisplacement(tracks, u, v, range);
  }
  return { field, followed };
}

/**
 * The displacement at a place by those known around it: a quadratic surface, near tracks weighing more (locally
 * weighted regression, Cleveland 1979). A plane would be too stiff for paper bowed by four modules.
 *
 * @param range in modules, at which a track's weight has halved
 */
function expectDisplacement(
  tracks: readonly Track[],
  u: number,
  v: number,
  range: number,
): readonly [number, number] {
  const equations = new NormalEquations(6, 2);
  const features = new Float64Array(6);
  for (const track of tracks) {
    const right = (track.u - u) / range;
    const down = (track.v - v) / range;
    const distance = right * right + down * down;
    features[0] = 1;
    features[1] = right;
    features[2] = down;
    features[3] = right * right;
    features[4] = right * down;
    features[5] = down * down;
    equations.add(features, track.du, track.weight / (1 + distance * distance), track.dv);
  }
  // Where there is too little to go by, flat rather than wild.
  [1e-6, 0.005, 0.005, 0.03, 0.03, 0.03].forEach((weight, unknown) => {
    equations.hold(unknown, weight);
  });
  const solution = equations.solve();
  return [solution?.[0] ?? 0, solution?.[1] ?? 0];
}

/** Half the modules of timing pattern that are matched together, and the way from one match to the next. */
const TIMING_REACH = 4;
const TIMING_STEP = 5;
const TIMING_RANGE = 7;
const LEAST_TIMING_CORRELATION = 0.75;

/** Follows a timing pattern from both ends to its middle. */
function trackTiming(
  image: GreyPixels,
  projection: Projection,
  size: number,
  line: "row" | "column",
  tracks: Track[],
): void {
  const along: number[] = [];
  for (let low = 12, high = size - 13; low <= high; low += TIMING_STEP, high -= TIMING_STEP) {
    along.push(low);
    if (high > low) along.push(high);
  }
  for (const middle of along) {
    const place = line === "row" ? { u: middle + 0.5, v: 6.5 } : { u: 6.5, v: middle + 0.5 };
    const [du, dv] = expectDisplacement(tracks, place.u, place.v, TIMING_RANGE);
    let best = { score: -1, du, dv };
    for (let forward = -0.8; forward <= 0.81; forward += 0.2) {
      for (let aside = -1; aside <= 1.01; aside += 0.2) {
        const u = place.u + du + (line === "row" ? forward : aside);
        const v = place.v + dv + (line === "row" ? aside : forward);
        const [alongLine, at] = line === "row" ? [u, v] : [v, u];
        const along = alongLine - TIMING_REACH;
        const run = { line, start: middle - TIMING_REACH, count: 2 * TIMING_REACH + 1, along, at };
        const correlation = correlateTiming(image, projection, run);
        const score = correlation - 0.03 * (forward * forward + aside * aside);
        if (score > best.score) best = { score, du: u - place.u, dv: v - place.v };
      }
    }
    if (best.score < LEAST_TIMING_CORRELATION) continue;
    tracks.push({ ...place, du: best.du, dv: best.dv, weight: 0.25 * best.score });
  }
}

const ALIGNMENT_RANGE = 14;
const ALIGNMENT_STEP = 0.25;
const LEAST_ALIGNMENT_CORRELATION = 0.45;

/** Takes the alignment patterns in the order of their distance from what is known already. */
function trackAlignment(image: GreyPixels, { layout, projection, blur }: Location, tracks: Track[]): number {
  const coarse = blurPattern(alignmentSquares, blur, 2, 1);
  const fine = blurPattern(alignmentSquares, blur, 2, 0.5);
  const left = layout.alignment.map(({ row, column }) => ({ u: column + 0.5, v: row + 0.5 }));
  let followed = 0;
  while (left.length > 0) {
    const { place, distance } = takeNearest(left, tracks);
    const [du, dv] = expectDisplacement(tracks, place.u, place.v, ALIGNMENT_RANGE);
    // The farther from what is known, the less sure the expectation.
    const reach = Math.min(2.25, 0.75 + 0.06 * distance);
    let best = { score: -1, u: place.u + du, v: place.v + dv };
    for (let right = -reach; right <= reach + 1e-6; right += ALIGNMENT_STEP) {
      for (let down = -reach; down <= reach + 1e-6; down += ALIGNMENT_STEP) {
        const u = place.u + du + right;
        const v = place.v + dv + down;
        const score =
          correlate(image, coarse, affineAt(projection, u, v)) - 0.035 * (right * right + down * down);
        if (score > best.score) best = { score, u, v };
      }
    }
    if (best.score < LEAST_ALIGNMENT_CORRELATION) continue;
    const start = affineAt(projection, best.u, best.v);
    const fitted = fitPattern(image, fine, start, "shift", 3)?.place;
    const seen =
      fitted !== undefined && isNear(fitted, start)
        ? unproject(projection, fitted.x, fitted.y, best)
        : { u: best.u, v: best.v };
    tracks.push({ ...place, du: seen.u - place.u, dv: seen.v - place.v, weight: Math.max(0.1, best.score) });
    followed += 1;
  }
  return followed;
}

function isNear(a: Affine, b: Affine): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < 0.8 * Math.hypot(b.ux, b.uy);
}

interface Spot {
  readonly u: number;
  readonly v: number;
}

/** Removes from `spots` the one nearest to any track, and tells how near in modules. */
function takeNearest(spots: Spot[], tracks: readonly Track[]): { place: Spot; distance: number } {
  let nearest = 0;
  let distance = Infinity;
  spots.forEach((spot, index) => {
    for (const { u, v } of tracks) {
      const apart = Math.hypot(u - spot.u, v - spot.v);
      if (apart < distance) [nearest, distance] = [index, apart];
    }
  });
  const [place = { u: 0, v: 0 }] = spots.splice(nearest, 1);
  return { place, distance };
}

/** Modules of quiet zone carried along with the symbol: all that ISO/IEC 18004 §6.3.8 asks for. */
export const RING = 4;

/** The middle of each module of the symbol and the ring around it, in pixels. */
export interface ModulePlaces {
  /** Modules a side, the ring included. */
  readonly side: number;
  /** side × side, row by row. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export function placeModules(projection: Projection, field: DisplacementField): ModulePlaces {
  const side = field.size + 2 * RING;
  const x = new Float32Array(side * side);
  const y = new Float32Array(side * side);
  const moved = new Float64Array(2);
  for (let at = 0; at < side * side; at += 1) {
    const u = (at % side) - RING + 0.5;
    const v = Math.floor(at / side) - RING + 0.5;
    displacementAt(field, u, v, moved);
    const place = project(projection, u + (moved[0] ?? 0), v + (moved[1] ?? 0));
    x[at] = place.x;
    y[at] = place.y;
  }
  return { side, x, y };
}

/** Four samples to a module, on a square of half its side: they average noise and hardly add blur. */
const APERTURE = 0.125;
/** Modules to each side, over which the picture's slope is taken. */
export const SLOPE_REACH = 0.25;

/** What the picture shows of each module, side × side, row by row. */
export interface ModuleSamples {
  /** Mean grey level at its middle. */
  readonly middle: Float32Array;
  /** That level SLOPE_REACH farther along the symbol's rows less that as far back, and the same along columns. */
  readonly right: Float32Array;
  readonly down: Float32Array;
}

/** Mean grey level at each module's middle. */
export function sampleModules(image: GreyPixels, places: ModulePlaces): Float32Array {
  const { side } = places;
  const samples = new Float32Array(side * side);
  const frame = new Float64Array(6);
  for (let at = 0; at < side * side; at += 1) {
    const inside = frameModule(image, places, at, APERTURE, frame);
    const [x = 0, y = 0, ux = 0, uy = 0, vx = 0, vy = 0] = frame;
    samples[at] =
      (sampleAt(image, x - ux - vx, y - uy - vy, inside) +
        sampleAt(image, x + ux - vx, y + uy - vy, inside) +
        sampleAt(image, x - ux + vx, y - uy + vy, inside) +
        sampleAt(image, x + ux + vx, y + uy + vy, inside)) /
      4;
  }
  return samples;
}

/**
 * The same with the slopes. Squares of samples at the middle and to its sides overlap, SLOPE_REACH being the distance
 * of the samples in one, so that twelve do for five squares.
 *
 * @param wanted other than 0 for the modules whose slopes are asked for; the others get 0
 */
export function sampleSlopes(
  image: GreyPixels,
  places: ModulePlaces,
  wanted: Int8Array | null = null,
): ModuleSamples {
  const { side } = places;
  const middle = new Float32Array(side * side);
  const right = new Float32Array(side * side);
  const down = new Float32Array(side * side);
  const frame = new Float64Array(6);
  for (let at = 0; at < side * side; at += 1) {
    const inside = frameModule(image, places, at, APERTURE, frame);
    const [x = 0, y = 0, ux = 0, uy = 0, vx = 0, vy = 0] = frame;
    const leftAbove = sampleAt(image, x - ux - vx, y - uy - vy, inside);
    const rightAbove = sampleAt(image, x + ux - vx, y + uy - vy, inside);
    const leftBelow = sampleAt(image, x - ux + vx, y - uy + vy, inside);
    const rightBelow = sampleAt(image, x + ux + vx, y + uy + vy, inside);
    middle[at] = (leftAbove + rightAbove + leftBelow + rightBelow) / 4;
    if (wanted?.[at] === 0) continue;
    const rightmost =
      sampleAt(image, x + 3 * ux - vx, y + 3 * uy - vy, inside) +
      sampleAt(image, x + 3 * ux + vx, y + 3 * uy + vy, inside);
    const leftmost =
      sampleAt(image, x - 3 * ux - vx, y - 3 * uy - vy, inside) +
      sampleAt(image, x - 3 * ux + vx, y - 3 * uy + vy, inside);
    const lowest =
      sampleAt(image, x - ux + 3 * vx, y - uy + 3 * vy, inside) +
      sampleAt(image, x + ux + 3 * vx, y + uy + 3 * vy, inside);
    const highest =
      sampleAt(image, x - ux - 3 * vx, y - uy - 3 * vy, inside) +
      sampleAt(image, x + ux - 3 * vx, y + uy - 3 * vy, inside);
    right[at] = (rightmost + rightAbove + rightBelow - leftmost - leftAbove - leftBelow) / 4;
    down[at] = (lowest + leftBelow + rightBelow - highest - leftAbove - rightAbove) / 4;
  }
  return { middle, right, down };
}

/**
 * A module's middle and how far apart samples along its axes are, as a share of the way to the modules beside it.
 *
 * @param frame gets x, y, ux, uy, vx, vy
 * @returns whether three such shares along both axes remain a pixel inside the picture
 */
function frameModule(
  { width, height }: GreyPixels,
  { side, x, y }: ModulePlaces,
  at: number,
  share: number,
  frame: Float64Array,
): boolean {
  const column = at % side;
  const before = column === 0 ? at : at - 1;
  const after = column === side - 1 ? at : at + 1;
  const above = at < side ? at : at - side;
  const below = at >= side * (side - 1) ? at : at + side;
  const perColumn = share / (after - before);
  const perRow = (share * side) / (below - above);
  const [middleX, middleY] = [x[at] ?? 0, y[at] ?? 0];
  const ux = ((x[after] ?? 0) - (x[before] ?? 0)) * perColumn;
  const uy = ((y[after] ?? 0) - (y[before] ?? 0)) * perColumn;
  const vx = ((x[below] ?? 0) - (x[above] ?? 0)) * perRow;
  const vy = ((y[below] ?? 0) - (y[above] ?? 0)) * perRow;
  frame[0] = middleX;
  frame[1] = middleY;
  frame[2] = ux;
  frame[3] = uy;
  frame[4] = vx;
  frame[5] = vy;
  const across = 3 * (Math.abs(ux) + Math.abs(vx)) + 1;
  const down = 3 * (Math.abs(uy) + Math.abs(vy)) + 1;
  return middleX >= across && middleX < width - across && middleY >= down && middleY < height - down;
}
