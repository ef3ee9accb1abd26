/**
 * Undoing the blur: the modules that, blurred, come nearest to what is seen, each held between light (−1) and dark
 * (1). That a module cannot be darker than ink is what reads blurs beyond 0.6 module.
 */
import type { Kernel } from "./kernel.ts";
import { KERNEL_REACH, blur } from "./kernel.ts";
import type { Darkness } from "./light.ts";

/** Pulls what the picture does not show at all towards undecided. */
export const PULL = 0.001;

/** What one picture shows of the symbol, and the blur through which it shows it. */
export interface Observation {
  readonly seen: Darkness;
  readonly kernel: Kernel;
}

/**
 * Minimises ½ Σ weight · (seen − blurred)² + ½ PULL Σ module² over modules in [−1, 1] by accelerated projected
 * gradients (Beck and Teboulle, "A fast iterative shrinkage-thresholding algorithm", FISTA, 2009). With several
 * pictures the first sum runs over all of them.
 *
 * @param observations at least one, all of the same size
 * @param fixed known modules, which stay what they are: 1 dark, −1 light, 0 unknown
 * @param start where to begin, as from an earlier call
 * @returns side × side values from −1 to 1
 */
export function equalise(
  observations: readonly Observation[],
  fixed: Int8Array,
  start: Float32Array | null,
  rounds: number,
): Float32Array {
  const count = fixed.length;
  const side = Math.sqrt(count);
  const modules = new Float32Array(count);
  const ahead = new Float32Array(count);
  for (let at = 0; at < count; at += 1) {
    const known = fixed[at] ?? 0;
    modules[at] = known === 0 ? (start?.[at] ?? 0) : known;
    ahead[at] = modules[at] ?? 0;
  }
  const rest = new Float32Array(count);
  const gradient = new Float32Array(count);
  const scratch = new Float32Array(count);
  const others = observations.length > 1 ? new Float32Array(count) : null;
  const step = 1 / (observations.reduce((sum, one) => sum + largestCurvature(one), 0) + PULL);
  let pace = 1;
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { seen, kernel }] of observations.entries()) {
      const { values, weights } = seen;
      blur(ahead, side, kernel, rest, scratch);
      for (let at = 0; at < count; at += 1) {
        rest[at] = (weights[at] ?? 0) * ((rest[at] ?? 0) - (values[at] ?? 0));
      }
      if (index === 0 || others === null) blur(rest, side, kernel, gradient, scratch);
      else {
        blur(rest, side, kernel, others, scratch);
        for (let at = 0; at < count; at += 1) gradient[at] = (gradient[at] ?? 0) + (others[at] ?? 0);
      }
    }
    const nextPace = (1 + Math.sqrt(1 + 4 * pace * pace)) / 2;
    const momentum = (pace - 1) / nextPace;
    pace = nextPace;
    for (let row = KERNEL_REACH; row < side - KERNEL_REACH; row += 1) {
      for (let at = row * side + KERNEL_REACH; at < (row + 1) * side - KERNEL_REACH; at += 1) {
        if (fixed[at] !== 0) continue;
        const from = ahead[at] ?? 0;
        const moved = from - step * ((gradient[at] ?? 0) + PULL * from);
        const held = moved > 1 ? 1 : moved < -1 ? -1 : moved;
        ahead[at] = held + momentum * (held - (modules[at] ?? 0));
        modules[at] = held;
      }
    }
  }
  return modules;
}

/** A bound of the misfit's curvature. */
function largestCurvature({ seen, kernel }: Observation): number {
  const largestWeight = seen.weights.reduce((largest, weight) => Math.max(largest, weight), 0);
  return largestWeight * largestGain(kernel) ** 2;
}

/** No blurred value is larger than this times the largest module. */
function largestGain({ across, down }: Kernel): number {
  const gain = (line: Float64Array): number =>
    line.reduce((sum, weight, off) => sum + (off === 0 ? 1 : 2) * Math.abs(weight), 0);
  return gain(across) * gain(down);
}
