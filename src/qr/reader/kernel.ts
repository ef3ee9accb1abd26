/**
 * How far one module's darkness spreads over its neighbours: the blur of lens, motion, sensor and resampling on the
 * module grid, taken as a product of two symmetric rows of weights, across and down.
 */
import { blurredBar } from "./gaussian.ts";
import type { Darkness } from "./light.ts";
import { ringOf } from "./light.ts";
import { NormalEquations } from "./linear.ts";

/** Neighbours reached on each side: a Gaussian of 0.9 module has nothing beyond. */
export const KERNEL_REACH = 3;

export interface Kernel {
  /** Weights of the module itself, of its neighbours at 1, 2 and 3. */
  readonly across: Float64Array;
  readonly down: Float64Array;
}

/** A Gaussian over square modules, scaled so that its squares add up to 1. Sigma in modules. */
export function gaussianKernel(sigma: number): Kernel {
  const line = Float64Array.from({ length: KERNEL_REACH + 1 }, (_, off) => blurredBar(off, 1, sigma));
  const norm = Math.sqrt(line.reduce((sum, weight, off) => sum + (off === 0 ? 1 : 2) * weight * weight, 0));
  const scaled = line.map((weight) => weight / norm);
  return { across: scaled, down: scaled };
}

/**
 * The blurred symbol. Written for all modules at least 3 from the border of the grid; the others become 0. The
 * kernel is symmetric, so that this is its own transpose.
 *
 * @param scratch as long as `values`
 */
export function blur(
  values: Float32Array,
  side: number,
  { across, down }: Kernel,
  out: Float32Array,
  scratch: Float32Array,
): void {
  blurLines(values, side, across, 1, 0, scratch);
  blurLines(scratch, side, down, side, KERNEL_REACH, out);
}

/** One pass along rows (step 1) or columns (step `side`), leaving `margin` rows out at top and bottom. */
function blurLines(
  values: Float32Array,
  side: number,
  weights: Float64Array,
  step: number,
  margin: number,
  out: Float32Array,
): void {
  const [own = 0, first = 0, second = 0, third = 0] = weights;
  const two = 2 * step;
  const three = 3 * step;
  out.fill(0, 0, margin * side);
  out.fill(0, (side - margin) * side);
  for (let row = margin; row < side - margin; row += 1) {
    const start = row * side + KERNEL_REACH;
    const end = (row + 1) * side - KERNEL_REACH;
    out.fill(0, row * side, start);
    out.fill(0, end, end + KERNEL_REACH);
    for (let at = start; at < end; at += 1) {
      out[at] =
        own * (values[at] ?? 0) +
        first * ((values[at - step] ?? 0) + (values[at + step] ?? 0)) +
        second * ((values[at - two] ?? 0) + (values[at + two] ?? 0)) +
        third * ((values[at - three] ?? 0) + (values[at + three] ?? 0));
    }
  }
}

const NARROWEST = 0.25;
const WIDEST = 1.1;
const WIDTH_STEP = 0.025;

/**
 * Sigma, in modules, of the Gaussian that explains best what is seen where everything around is known: finder
 * patterns and their surround. Right within about 0.02.
 *
 * @param fixed known modules on the same grid: 1 dark, −1 light, 0 unknown
 */
export function measureBlur({ values, side }: Darkness, fixed: Int8Array): number {
  const surrounded = findSurrounded(fixed, side);
  const count = surrounded.length;
  const around = sumAround(fixed, side, surrounded);
  const seen = Float64Array.from(surrounded, (at) => values[at] ?? 0);
  let [sumZ, sumZZ] = [0, 0];
  for (const z of seen) {
    sumZ += z;
    sumZZ += z * z;
  }
  let best = { sigma: NARROWEST, correlation: -1 };
  for (let sigma = NARROWEST; sigma <= WIDEST; sigma += WIDTH_STEP) {
    const { across, down } = gaussianKernel(sigma);
    const products = Float64Array.from({ length: PAIRS }, (_, pair) => {
      return (down[Math.floor(pair / LINE)] ?? 0) * (across[pair % LINE] ?? 0);
    });
    let [sumP, sumPP, sumPZ] = [0, 0, 0];
    for (let index = 0, from = 0; index < count; index += 1, from += PAIRS) {
      let p = 0;
      for (let pair = 0; pair < PAIRS; pair += 1) p += (products[pair] ?? 0) * (around[from + pair] ?? 0);
      sumP += p;
      sumPP += p * p;
      sumPZ += p * (seen[index] ?? 0);
    }
    const covariance = sumPZ - (sumP * sumZ) / count;
    const variances = (sumPP - (sumP * sumP) / count) * (sumZZ - (sumZ * sumZ) / count);
    const correlation = covariance / Math.sqrt(variances + 1e-9);
    if (correlation > best.correlation) best = { sigma, correlation };
  }
  return best.sigma;
}

/** Weights of one row of a kernel, and of a whole kernel: the others are the same by symmetry. */
const LINE = KERNEL_REACH + 1;
const PAIRS = LINE * LINE;

/** For each module what its kernel's weights have in common: sums over the modules as far up or down and aside. */
function sumAround(fixed: Int8Array, side: number, modules: readonly number[]): Float64Array {
  const sums = new Float64Array(modules.length * PAIRS);
  modules.forEach((at, index) => {
    for (let down = -KERNEL_REACH; down <= KERNEL_REACH; down += 1) {
      for (let right = -KERNEL_REACH; right <= KERNEL_REACH; right += 1) {
        const pair = index * PAIRS + Math.abs(down) * LINE + Math.abs(right);
        sums[pair] = (sums[pair] ?? 0) + (fixed[at + down * side + right] ?? 0);
      }
    }
  });
  return sums;
}

/** Modules with known neighbours two away on all sides, and some dark among them. */
function findSurrounded(fixed: Int8Array, side: number): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < fixed.length; at += 1) {
    if (ringOf(at, side) > 1) continue;
    let known = true;
    let dark = false;
    for (let down = -2; down <= 2; down += 1) {
      for (let right = -2; right <= 2; right += 1) {
        const value = fixed[at + down * side + right] ?? 0;
        if (value === 0) known = false;
        if (value > 0) dark = true;
      }
    }
    if (known && dark) found.push(at);
  }
  return found;
}

/** Pull towards the kernel before, as a share of all observations. */
const RIDGE = 0.003;

/**
 * The kernel that leads from the decided modules to what is seen: weighted least squares, one direction after the
 * other, held to the kernel before.
 *
 * @returns with the mean that the kernel leaves over, to be taken off the values
 */
export function fitKernel(
  decided: Float32Array,
  { values, weights, side }: Darkness,
  before: Kernel,
): { readonly kernel: Kernel; readonly offset: number } {
  const half = new Float32Array(decided.length);
  const whole = { across: Float64Array.of(1, 0, 0, 0), down: Float64Array.of(1, 0, 0, 0) };
  const scratch = new Float32Array(decided.length);

  blur(decided, side, { ...whole, down: before.down }, half, scratch);
  const across = fitWeights(half, values, weights, side, 1, before.across);
  blur(decided, side, { ...whole, across: across.weights }, half, scratch);
  const down = fitWeights(half, values, weights, side, side, before.down);
  return { kernel: { across: across.weights, down: down.weights }, offset: down.offset };
}

function fitWeights(
  from: Float32Array,
  to: Float32Array,
  weights: Float32Array,
  side: number,
  step: number,
  before: Float64Array,
): { weights: Float64Array; offset: number } {
  const offset = KERNEL_REACH + 1;
  const equations = new NormalEquations(offset + 1);
  const features = new Float64Array(offset + 1);
  features[offset] = 1;
  let total = 0;
  for (let at = 0; at < from.length; at += 1) {
    // Neighbours of the outermost modules are missing from `from`.
    if (ringOf(at, side) > -KERNEL_REACH) continue;
    const weight = weights[at] ?? 0;
    features[0] = from[at] ?? 0;
    for (let off = 1; off <= KERNEL_REACH; off += 1) {
      features[off] = (from[at - off * step] ?? 0) + (from[at + off * step] ?? 0);
    }
    equations.add(features, to[at] ?? 0, weight);
    total += weight;
  }
  before.forEach((weight, off) => {
    equations.hold(off, RIDGE * total, weight);
  });
  equations.hold(offset, 1e-6);
  const solution = equations.solve();
  if (solution === null) return { weights: before, offset: 0 };
  return { weights: solution.slice(0, offset), offset: solution[offset] ?? 0 };
}
