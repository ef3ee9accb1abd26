/** The reader's inner loops as their textbooks write them: slow, and plain to check. */
import type { GreyPixels } from "../../../src/qr/picture/pixels.ts";
import type { BlurredPattern, Fit, Moves } from "../../../src/qr/reader/finding/pattern.ts";
import { NormalEquations } from "../../../src/qr/reader/geometry/linear.ts";
import type { Affine } from "../../../src/qr/reader/geometry/projection.ts";
import { sampleAt } from "../../../src/qr/reader/geometry/sampling.ts";

function greysOf(image: GreyPixels, { u, v }: BlurredPattern, { x, y, ux, uy, vx, vy }: Affine): number[] {
  return Array.from(u, (pu, index) => {
    const pv = v[index] ?? 0;
    return sampleAt(image, x + ux * pu + vx * pv, y + uy * pu + vy * pv);
  });
}

/** Pearson's coefficient of darkness in picture and pattern, by its definition. */
export function correlatePlainly(image: GreyPixels, pattern: BlurredPattern, place: Affine): number {
  const a = greysOf(image, pattern, place).map((grey) => 255 - grey);
  const b = [...pattern.darkness];
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const covariance = mean(a.map((value, index) => (value - meanA) * ((b[index] ?? 0) - meanB)));
  const variance = (values: readonly number[], around: number): number =>
    mean(values.map((value) => (value - around) ** 2));
  return covariance / Math.sqrt(variance(a, meanA) * variance(b, meanB));
}

/** Gauss-Newton with the normal equations set up anew, observation by observation, in every round. */
export function fitPlainly(
  image: GreyPixels,
  pattern: BlurredPattern,
  start: Affine,
  moves: Moves,
  rounds: number,
): Fit | null {
  const { darkness, alongU, alongV } = pattern;
  let place = start;
  let contrast = 0;
  for (let round = 0; round < rounds; round += 1) {
    const equations = new NormalEquations(moves === "affine" ? 8 : 4);
    greysOf(image, pattern, place).forEach((grey, index) => {
      const [u = 0, v = 0, slopeU = 0, slopeV = 0] = [pattern.u, pattern.v, alongU, alongV].map(
        (values) => values[index],
      );
      const features = [1, -(darkness[index] ?? 0), slopeU, slopeV];
      if (moves === "affine") features.push(slopeU * u, slopeU * v, slopeV * u, slopeV * v);
      equations.add(Float64Array.from(features), grey, 1);
    });
    const solution = equations.solve();
    contrast = solution?.[1] ?? 0;
    if (solution === null || !(contrast > 2)) return null;
    const change = (unknown: number, largest: number): number =>
      Math.min(Math.max((solution[unknown] ?? 0) / contrast, -largest), largest);
    const [du, dv] = [change(2, 0.7), change(3, 0.7)];
    const [uu = 0, uv = 0, vu = 0, vv = 0] = [4, 5, 6, 7].map((unknown) => change(unknown, 0.15));
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

/** Mean of the pixels of a box that lie in the picture. */
export function meanPlainly(
  { width, height, pixels }: GreyPixels,
  x: number,
  y: number,
  radius: number,
): number {
  let sum = 0;
  let count = 0;
  for (let row = Math.max(0, y - radius); row < Math.min(height, y + radius); row += 1) {
    for (let column = Math.max(0, x - radius); column < Math.min(width, x + radius); column += 1) {
      sum += pixels[row * width + column] ?? 0;
      count += 1;
    }
  }
  return sum / count;
}
