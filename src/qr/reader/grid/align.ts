/**
 * A flat symbol's projection fitted to everything in it that is known beforehand, all at once: finders, separators,
 * quiet zone, timing and alignment patterns. Small symbols have too few alignment patterns to be tracked by, and
 * three finders fitted one by one err by up to half a module at a blur of 0.75, for the data beside them shine in.
 */
import type { GreyPixels } from "../../picture/pixels.ts";
import type { Layout } from "../../standard/layout.ts";
import { flatField } from "../geometry/field.ts";
import { NormalEquations } from "../geometry/linear.ts";
import { fitProjection, project } from "../geometry/projection.ts";
import type { Projection } from "../geometry/projection.ts";
import { RING, ringOf } from "../geometry/ring.ts";
import { blur, gaussianKernel, measureBlur } from "../light/kernel.ts";
import type { Kernel } from "../light/kernel.ts";
import { relateToSurround } from "../light/light.ts";
import { placeModules, sampleSlopes, SLOPE_REACH } from "./moduleplaces.ts";

export interface Alignment {
  readonly projection: Projection;
  /** Share of what the known modules should show that the picture does show: 1 all, 0 nothing. */
  readonly explained: number;
}

const ROUNDS = 6;
/** Variance of noise beside which the unknown modules' shine counts, in squares of the symbol's contrast. */
const NOISE = 0.02;
/** The most that a corner may move in one round, in modules. */
const LARGEST_STEP = 0.8;

/** Gauss-Newton on the eight parameters of a plane's projection, with gain and offset of the light. */
export function alignProjection(image: GreyPixels, layout: Layout, start: Projection): Alignment {
  const { size } = layout;
  const side = size + 2 * RING;
  const fixed = surroundFixed(layout);
  const known = Float32Array.from(fixed);
  const unknown = known.map((value) => (value === 0 ? 1 : 0));
  const predicted = new Float32Array(side * side);
  const shine = new Float32Array(side * side);
  const scratch = new Float32Array(side * side);
  const flat = flatField(size);

  let projection = start;
  let explained = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const places = placeModules(projection, flat);
    const { middle, right, down } = sampleSlopes(image, places, fixed);
    const seen = relateToSurround(middle, side);
    const kernel = gaussianKernel(measureBlur(seen, fixed));
    blur(known, side, kernel, predicted, scratch);
    blur(unknown, side, squareKernel(kernel), shine, scratch);

    const equations = new NormalEquations(10);
    const features = new Float64Array(10);
    const sums = new WeightedCorrelation();
    for (let at = 0; at < side * side; at += 1) {
      if (fixed[at] === 0 || ringOf(at, side) > 1) continue;
      const weight = (seen.weights[at] ?? 0) / (NOISE + (shine[at] ?? 0));
      const value = seen.values[at] ?? 0;
      sums.add(value, predicted[at] ?? 0, weight);
      // Darkness falls where grey rises.
      const slope = -(seen.scales[at] ?? 0) / (2 * SLOPE_REACH);
      const alongU = slope * (right[at] ?? 0);
      const alongV = slope * (down[at] ?? 0);
      const u = centred((at % side) - RING, size);
      const v = centred(Math.floor(at / side) - RING, size);
      const outward = alongU * u + alongV * v;
      features[0] = 1;
      features[1] = predicted[at] ?? 0;
      features[2] = -alongU;
      features[3] = -alongU * u;
      features[4] = -alongU * v;
      features[5] = -alongV;
      features[6] = -alongV * u;
      features[7] = -alongV * v;
      features[8] = -outward * u;
      features[9] = -outward * v;
      equations.add(features, value, weight);
    }
    if (round > 0 && sums.share() < explained - 0.02) break;
    explained = sums.share();
    // The two that make a view steep are the ones that three corners hardly tell.
    for (let index = 2; index < 10; index += 1) equations.hold(index, 1e-3 * (index < 8 ? 1 : 30));
    const moves = equations.solve();
    const moved = moves === null ? null : moveProjection(projection, size, moves);
    if (moved === null) break;
    projection = moved;
  }
  return { projection, explained };
}

/** −1 at the middle of the symbol's first module, 1 at its last. */
function centred(index: number, size: number): number {
  return (2 * index) / (size - 1) - 1;
}

/** The projection that follows the moves of nine places, limited to what slopes can foretell. */
function moveProjection(projection: Projection, size: number, moves: Float64Array): Projection | null {
  const [, , a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = moves;
  const moveAt = (u: number, v: number): readonly [number, number] => {
    const outward = g * u + h * v;
    return [a + b * u + c * v + outward * u, d + e * u + f * v + outward * v];
  };
  const places = [-1, 0, 1].flatMap((v) => [-1, 0, 1].map((u) => [u, v] as const));
  const largest = Math.max(...places.map(([u, v]) => Math.hypot(...moveAt(u, v))));
  const share = Math.min(1, LARGEST_STEP / (largest + 1e-9));
  return fitProjection(
    places.map(([cu, cv]) => {
      const u = ((cu + 1) * (size - 1)) / 2 + 0.5;
      const v = ((cv + 1) * (size - 1)) / 2 + 0.5;
      const [du, dv] = moveAt(cu, cv);
      return { u, v, ...project(projection, u + share * du, v + share * dv) };
    }),
  );
}

/** Each weight squared: what independent neighbours add to the variance. */
function squareKernel({ across, down }: Kernel): Kernel {
  const square = (line: Float64Array): Float64Array => line.map((weight) => weight * weight);
  return { across: square(across), down: square(down) };
}

const surrounded = new WeakMap<Layout, Int8Array>();

/** The function patterns in their quiet zone: 1 dark, −1 light, 0 unknown. The same array each time. */
export function surroundFixed(layout: Layout): Int8Array {
  const known = surrounded.get(layout);
  if (known !== undefined) return known;
  const { size, fixed } = layout;
  const side = size + 2 * RING;
  const all = new Int8Array(side * side).fill(-1);
  for (let row = 0; row < size; row += 1) {
    all.set(fixed.subarray(row * size, (row + 1) * size), (row + RING) * side + RING);
  }
  surrounded.set(layout, all);
  return all;
}

/** Squared correlation of weighted pairs; 0 where they run against each other. */
class WeightedCorrelation {
  #weight = 0;
  #a = 0;
  #b = 0;
  #aa = 0;
  #ab = 0;
  #bb = 0;

  add(a: number, b: number, weight: number): void {
    this.#weight += weight;
    this.#a += weight * a;
    this.#b += weight * b;
    this.#aa += weight * a * a;
    this.#ab += weight * a * b;
    this.#bb += weight * b * b;
  }

  share(): number {
    const covariance = this.#ab - (this.#a * this.#b) / this.#weight;
    const a = this.#aa - (this.#a * this.#a) / this.#weight;
    const b = this.#bb - (this.#b * this.#b) / this.#weight;
    return covariance <= 0 ? 0 : (covariance * covariance) / (a * b + 1e-9);
  }
}
