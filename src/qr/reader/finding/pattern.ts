/** Finder and alignment patterns as a blurred picture shows them, and how well a picture agrees with one. */
import type { GreyPixels } from "../../picture/pixels.ts";
import { blurredBar, blurredBarSlope } from "../geometry/gaussian.ts";
import { solveLinear } from "../geometry/linear.ts";
import type { Affine } from "../geometry/projection.ts";
import { sampleMany } from "../geometry/sampling.ts";

/** Sides of nested squares in modules, dark, light, dark …, from the outside. */
export const finderSquares = [7, 5, 3] as const;
export const alignmentSquares = [5, 3, 1] as const;

/** A pattern at sample points around its centre: 0 light, 1 dark. */
export interface BlurredPattern {
  /** Places of the points in modules. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly darkness: Float64Array;
  /** Its slopes along u and v, per module. */
  readonly alongU: Float64Array;
  readonly alongV: Float64Array;
  readonly mean: number;
  /** Root of the summed squares of the deviations from the mean. */
  readonly spread: number;
  /** No point is farther from the centre along u or v, in modules. */
  readonly reach: number;
}

const made = new Map<string, BlurredPattern>();

/**
 * A pattern sampled on a square grid.
 *
 * @param sigma standard deviation of the blur in modules
 * @param reach of the grid from the centre, in modules
 * @param step between points, in modules
 */
export function blurPattern(
  squares: readonly number[],
  sigma: number,
  reach: number,
  step: number,
): BlurredPattern {
  const key = [...squares, sigma.toFixed(3), reach, step].join(" ");
  const known = made.get(key);
  if (known !== undefined) return known;
  const line: number[] = [];
  for (let at = -reach; at <= reach + 1e-9; at += step) line.push(at);
  const points = line.flatMap((v) => line.map((u) => ({ u, v })));
  const pattern = drawPattern(squares, sigma, points);
  made.set(key, pattern);
  return pattern;
}

/** The finder as rings without corners, for a first look that need not know how the code is turned. */
export function blurRings(sigma: number): BlurredPattern {
  const directions = 12;
  const points = [0, 1, 2, 3, 4.4].flatMap((radius) =>
    Array.from({ length: radius === 0 ? 1 : directions }, (_, index) => {
      const angle = (2 * Math.PI * index) / directions;
      return { u: radius * Math.cos(angle), v: radius * Math.sin(angle), radius };
    }),
  );
  const drawn = drawPattern(finderSquares, sigma, points);
  const meanAt = (radius: number): number => {
    const ring = [...drawn.darkness].filter((_, index) => points[index]?.radius === radius);
    return ring.reduce((sum, value) => sum + value, 0) / ring.length;
  };
  const darkness = Float64Array.from(points, ({ radius }) => meanAt(radius));
  return { ...drawn, darkness, ...describe(darkness) };
}

function drawPattern(
  squares: readonly number[],
  sigma: number,
  points: readonly { readonly u: number; readonly v: number }[],
): BlurredPattern {
  const sumUp = (value: (side: number, u: number, v: number) => number): Float64Array =>
    Float64Array.from(points, ({ u, v }) =>
      squares.reduce((sum, side, index) => sum + (index % 2 === 0 ? 1 : -1) * value(side, u, v), 0),
    );
  const bar = blurredBar;
  const slope = blurredBarSlope;
  const darkness = sumUp((side, u, v) => bar(u, side, sigma) * bar(v, side, sigma));
  return {
    u: Float64Array.from(points, ({ u }) => u),
    v: Float64Array.from(points, ({ v }) => v),
    darkness,
    alongU: sumUp((side, u, v) => slope(u, side, sigma) * bar(v, side, sigma)),
    alongV: sumUp((side, u, v) => bar(u, side, sigma) * slope(v, side, sigma)),
    reach: points.reduce((reach, { u, v }) => Math.max(reach, Math.abs(u), Math.abs(v)), 0),
    ...describe(darkness),
  };
}

function describe(darkness: Float64Array): { mean: number; spread: number } {
  const mean = darkness.reduce((sum, value) => sum + value, 0) / darkness.length;
  return { mean, spread: Math.sqrt(darkness.reduce((sum, value) => sum + (value - mean) ** 2, 0)) };
}

/** Grey levels squared: a flatter patch of picture shows nothing but noise. */
const LEAST_VARIANCE = 4;

/** Room for the points of the largest pattern; what is sampled is used up at once. */
const MOST_POINTS = 1024;
const pointX = new Float64Array(MOST_POINTS);
const pointY = new Float64Array(MOST_POINTS);
const greys = new Float64Array(MOST_POINTS);

/** Whether all of the pattern's points lie at least a pixel inside the picture. */
function isInside({ width, height }: GreyPixels, { reach }: BlurredPattern, place: Affine): boolean {
  const { x, y, ux, uy, vx, vy } = place;
  const across = reach * (Math.abs(ux) + Math.abs(vx)) + 1;
  const down = reach * (Math.abs(uy) + Math.abs(vy)) + 1;
  return x >= across && x < width - across && y >= down && y < height - down;
}

/** Writes the picture's grey levels at the pattern's points to `greys`. */
function samplePattern(image: GreyPixels, pattern: BlurredPattern, place: Affine): void {
  const { u, v } = pattern;
  const { x, y, ux, uy, vx, vy } = place;
  const count = u.length;
  for (let index = 0; index < count; index += 1) {
    const pu = u[index] ?? 0;
    const pv = v[index] ?? 0;
    pointX[index] = x + ux * pu + vx * pv;
    pointY[index] = y + uy * pu + vy * pv;
  }
  sampleMany(image, pointX, pointY, count, isInside(image, pattern, place), greys);
}

/** Correlation of the picture's darkness with the pattern at a place, −1 to 1; 0 where the picture is flat. */
export function correlate(image: GreyPixels, pattern: BlurredPattern, place: Affine): number {
  const { u, v, darkness } = pattern;
  const { width, pixels } = image;
  const { ux, uy, vx, vy } = place;
  const [x, y] = [place.x - 0.5, place.y - 0.5];
  const count = darkness.length;
  const inside = isInside(image, pattern, place);
  if (!inside) samplePattern(image, pattern, place);
  let sum = 0;
  let squares = 0;
  let product = 0;
  for (let index = 0; index < count; index += 1) {
    let grey = 0;
    if (inside) {
      // As sampleMany does it: this loop is where the reader spends most of its time on writing.
      const pu = u[index] ?? 0;
      const pv = v[index] ?? 0;
      const fromLeft = x + ux * pu + vx * pv;
      const fromTop = y + uy * pu + vy * pv;
      const column = fromLeft | 0;
      const row = fromTop | 0;
      const right = fromLeft - column;
      const at = row * width + column;
      const left = pixels[at] ?? 0;
      const upper = left + right * ((pixels[at + 1] ?? 0) - left);
      const below = pixels[at + width] ?? 0;
      const lower = below + right * ((pixels[at + width + 1] ?? 0) - below);
      grey = upper + (fromTop - row) * (lower - upper);
    } else {
      grey = greys[index] ?? 0;
    }
    sum += grey;
    squares += grey * grey;
    product += grey * (darkness[index] ?? 0);
  }
  const variance = squares - (sum * sum) / count;
  if (variance < LEAST_VARIANCE * count) return 0;
  return (sum * pattern.mean - product) / (Math.sqrt(variance) * pattern.spread);
}

export interface Fit {
  readonly place: Affine;
  /** Light minus dark of the unblurred pattern, in grey levels. */
  readonly contrast: number;
}

/** The largest step of one round, in modules, and the largest change of an axis: beyond them slopes mislead. */
const LARGEST_STEP = 0.7;
const LARGEST_CHANGE = 0.15;

/** What a fit may change besides light and contrast: the place alone, or the axes too. */
export type Moves = "affine" | "shift";

/**
 * Moves a pattern to where the picture agrees with it best: least squares on place, light and contrast by
 * Gauss-Newton (Baker and Matthews, "Lucas-Kanade 20 years on", 2004). Null where there is no such pattern.
 *
 * @param moves "affine" turns, stretches and shears the axes too; "shift" leaves them
 */
export function fitPattern(
  image: GreyPixels,
  pattern: BlurredPattern,
  start: Affine,
  moves: Moves,
  rounds: number,
): Fit | null {
  const estimator = estimatorOf(pattern, moves);
  if (estimator === null) return null;
  const count = pattern.u.length;
  let place = start;
  let contrast = 0;
  for (let round = 0; round < rounds; round += 1) {
    samplePattern(image, pattern, place);
    let [c, u, v, uu, uv, vu, vv] = [0, 0, 0, 0, 0, 0, 0];
    for (let index = 0, at = 0; index < count; index += 1, at += UNKNOWNS) {
      const grey = greys[index] ?? 0;
      c += grey * (estimator[at] ?? 0);
      u += grey * (estimator[at + 1] ?? 0);
      v += grey * (estimator[at + 2] ?? 0);
      uu += grey * (estimator[at + 3] ?? 0);
      uv += grey * (estimator[at + 4] ?? 0);
      vu += grey * (estimator[at + 5] ?? 0);
      vv += grey * (estimator[at + 6] ?? 0);
    }
    contrast = c;
    if (!(contrast > 2)) return null;
    const du = limit(u / contrast, LARGEST_STEP);
    const dv = limit(v / contrast, LARGEST_STEP);
    uu = limit(uu / contrast, LARGEST_CHANGE);
    uv = limit(uv / contrast, LARGEST_CHANGE);
    vu = limit(vu / contrast, LARGEST_CHANGE);
    vv = limit(vv / contrast, LARGEST_CHANGE);
    const { x, y, ux, uy, vx, vy } = place;
    place = {
      x: x + ux * du + vx * dv,
      y: y + uy * du + vy * dv,
      ux: ux * (1 + uu) + vx * vu,
      uy: uy * (1 + uu) + vy * vu,
      vx: ux * uv + vx * (1 + vv),
      vy: uy * uv + vy * (1 + vv),
    };
  }
  return { place, contrast };
}

function limit(value: number, largest: number): number {
  return Math.min(Math.max(value, -largest), largest);
}

/** Contrast, the two moves and the four changes of the axes; the light itself is not asked for. */
const UNKNOWNS = 7;

const estimators = {
  affine: new WeakMap<BlurredPattern, Float64Array | null>(),
  shift: new WeakMap<BlurredPattern, Float64Array | null>(),
};

/**
 * What each point's grey level adds to each unknown of the least squares: the normal equations are the pattern's
 * own, whatever the picture, and are solved once. Unknowns of one point together; those not asked for are 0.
 */
function estimatorOf(pattern: BlurredPattern, moves: Moves): Float64Array | null {
  const known = estimators[moves].get(pattern);
  if (known !== undefined) return known;
  const estimator = makeEstimator(pattern, moves);
  estimators[moves].set(pattern, estimator);
  return estimator;
}

function makeEstimator(
  { u, v, darkness, alongU, alongV }: BlurredPattern,
  moves: Moves,
): Float64Array | null {
  const count = u.length;
  const slopes = [alongU, alongV];
  const shears = [alongU, alongV].flatMap((slope) =>
    [u, v].map((along) => slope.map((s, at) => s * (along[at] ?? 0))),
  );
  const features = [
    new Float64Array(count).fill(1),
    darkness.map((dark) => -dark),
    ...slopes,
    ...(moves === "affine" ? shears : []),
  ];
  const normal = Float64Array.from(features.flatMap((a) => features.map((b) => dot(a, b))));
  const right = new Float64Array(features.length * count);
  features.forEach((feature, index) => {
    right.set(feature, index * count);
  });
  const solved = solveLinear(normal, right, features.length, count);
  if (solved === null) return null;
  const estimator = new Float64Array(UNKNOWNS * count);
  for (let unknown = 1; unknown < features.length; unknown += 1) {
    for (let index = 0; index < count; index += 1) {
      estimator[index * UNKNOWNS + unknown - 1] = solved[unknown * count + index] ?? 0;
    }
  }
  return estimator;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
