/** Finder and alignment patterns as a blurred picture shows them, and how well a picture agrees with one. */
import type { GreyPixels } from "../pixels.ts";
import { blurredBar, blurredBarSlope } from "./gaussian.ts";
import { NormalEquations } from "./linear.ts";
import type { Affine } from "./projection.ts";
import { sampleAt } from "./sampling.ts";

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
    ...describe(darkness),
  };
}

function describe(darkness: Float64Array): { mean: number; spread: number } {
  const mean = darkness.reduce((sum, value) => sum + value, 0) / darkness.length;
  return { mean, spread: Math.sqrt(darkness.reduce((sum, value) => sum + (value - mean) ** 2, 0)) };
}

/** Grey levels squared: a flatter patch of picture shows nothing but noise. */
const LEAST_VARIANCE = 4;

/** Correlation of the picture's darkness with the pattern at a place, −1 to 1; 0 where the picture is flat. */
export function correlate(image: GreyPixels, pattern: BlurredPattern, place: Affine): number {
  const { u, v, darkness } = pattern;
  const { x, y, ux, uy, vx, vy } = place;
  const count = u.length;
  let sum = 0;
  let squares = 0;
  let product = 0;
  for (let index = 0; index < count; index += 1) {
    const pu = u[index] ?? 0;
    const pv = v[index] ?? 0;
    const grey = sampleAt(image, x + ux * pu + vx * pv, y + uy * pu + vy * pv);
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
  moves: "affine" | "shift",
  rounds: number,
): Fit | null {
  const unknowns = moves === "affine" ? 8 : 4;
  const features = new Float64Array(unknowns);
  let place = start;
  let contrast = 0;
  for (let round = 0; round < rounds; round += 1) {
    const equations = new NormalEquations(unknowns);
    const { x, y, ux, uy, vx, vy } = place;
    for (let index = 0; index < pattern.u.length; index += 1) {
      const u = pattern.u[index] ?? 0;
      const v = pattern.v[index] ?? 0;
      const alongU = pattern.alongU[index] ?? 0;
      const alongV = pattern.alongV[index] ?? 0;
      features[0] = 1;
      features[1] = -(pattern.darkness[index] ?? 0);
      features[2] = alongU;
      features[3] = alongV;
      if (moves === "affine") {
        features[4] = alongU * u;
        features[5] = alongU * v;
        features[6] = alongV * u;
        features[7] = alongV * v;
      }
      equations.add(features, sampleAt(image, x + ux * u + vx * v, y + uy * u + vy * v), 1);
    }
    const solution = equations.solve();
    contrast = solution?.[1] ?? 0;
    if (solution === null || !(contrast > 2)) return null;
    const change = (unknown: number, largest: number): number =>
      Math.min(Math.max((solution[unknown] ?? 0) / contrast, -largest), largest);
    const du = change(2, LARGEST_STEP);
    const dv = change(3, LARGEST_STEP);
    const [uu, uv, vu, vv] = [4, 5, 6, 7].map((unknown) => change(unknown, LARGEST_CHANGE));
    place = {
      x: x + ux * du + vx * dv,
      y: y + uy * du + vy * dv,
      ux: ux * (1 + (uu ?? 0)) + vx * (vu ?? 0),
      uy: uy * (1 + (uu ?? 0)) + vy * (vu ?? 0),
      vx: ux * (uv ?? 0) + vx * (1 + (vv ?? 0)),
      vy: uy * (uv ?? 0) + vy * (1 + (vv ?? 0)),
    };
  }
  return { place, contrast };
}
