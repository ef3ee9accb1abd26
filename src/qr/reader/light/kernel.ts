/**
 * How far one module's darkness spreads over its neighbours: the blur of lens, motion, sensor and resampling on the
 * module grid, taken as a product of two symmetric rows of weights, across and down.
 */
import { blurredBar } from "../geometry/gaussian.ts";
import { NormalEquations } from "../geometry/linear.ts";
import { ringOf } from "../geometry/ring.ts";
import type { Darkness } from "./light.ts";

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
 * @param fixed known modules on the same grid: 1 dark, −1 light, 0 unknown; not to be changed afterwards
 */
export function measureBlur({ values, side }: Darkness, fixed: Int8Array): number {
  const { modules, around, sums, products } = surroundingsOf(fixed, side);
  const count = modules.length;
  let [sumZ, sumZZ] = [0, 0];
  // What a kernel makes of the modules is linear in its weights: sums over modules are taken once for all kernels.
  const withSeen = new Float64Array(PAIRS);
  for (let index = 0, from = 0; index < count; index += 1, from += PAIRS) {
    const z = values[modules[index] ?? 0] ?? 0;
    sumZ += z;
    sumZZ += z * z;
    for (let pair = 0; pair < PAIRS; pair += 1) {
      withSeen[pair] = (withSeen[pair] ?? 0) + z * (around[from + pair] ?? 0);
    }
  }
  let best = { sigma: NARROWEST, correlation: -1 };
  const weights = new Float64Array(PAIRS);
  for (let sigma = NARROWEST; sigma <= WIDEST; sigma += WIDTH_STEP) {
    const { across, down } = gaussianKernel(sigma);
    let [sumP, sumPP, sumPZ] = [0, 0, 0];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const weight = (down[Math.floor(pair / LINE)] ?? 0) * (across[pair % LINE] ?? 0);
      weights[pair] = weight;
      sumP += weight * (sums[pair] ?? 0);
      sumPZ += weight * (withSeen[pair] ?? 0);
      let row = 0;
      for (let other = 0; other < pair; other += 1) {
        row += (weights[other] ?? 0) * (products[pair * PAIRS + other] ?? 0);
      }
      sumPP += weight * (2 * row + weight * (products[pair * PAIRS + pair] ?? 0));
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

/** The modules whose neighbours are known, and what their neighbours come to for each weight of a kernel. */
interface Surroundings {
  readonly modules: readonly number[];
  /** For each module, by weight: the sum over the neighbours that it weighs, those as far up or down and aside. */
  readonly around: Float64Array;
  /** Over all modules: sums of those, and for each two weights, the later one first, of their products. */
  readonly sums: Float64Array;
  readonly products: Float64Array;
}

const known = new WeakMap<Int8Array, Surroundings>();

function surroundingsOf(fixed: Int8Array, side: number): Surroundings {
  const before = known.get(fixed);
  if (before !== undefined) return before;
  const modules = findSurrounded(fixed, side);
  const around = sumAround(fixed, side, modules);
  const sums = new Float64Array(PAIRS);
  const products = new Float64Array(PAIRS * PAIRS);
  for (let from = 0; from < around.length; from += PAIRS) {
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const value = around[from + pair] ?? 0;
      sums[pair] = (sums[pair] ?? 0) + value;
      for (let other = 0; other <= pair; other += 1) {
        const at = pair * PAIRS + other;
        products[at] = (products[at] ?? 0) + value * (around[from + other] ?? 0);
      }
    }
  }
  const surroundings = { modules, around, sums, products };
  known.set(fixed, surroundings);
  return surroundings;
}

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
