/**
 * The module grid on bent paper: timing and alignment patterns are tracked outwards from the finders, each searched
 * for where its neighbours lead to expect it. A grid that is wrong by half a module anywhere may read consistently
 * one module off, so that only these patterns can start it.
 */
import type { GreyPixels } from "../../picture/pixels.ts";
import { correlateTiming } from "../finding/locate.ts";
import type { Location } from "../finding/locate.ts";
import { alignmentSquares, blurPattern, correlate, fitPattern } from "../finding/pattern.ts";
import { flatField } from "../geometry/field.ts";
import type { DisplacementField } from "../geometry/field.ts";
import { NormalEquations } from "../geometry/linear.ts";
import type { Affine, Projection } from "../geometry/projection.ts";
import { affineAt, unproject } from "../geometry/projection.ts";

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
