/**
 * Undoing the blur: the modules that, blurred, come nearest to what is seen, each held between light (−1) and dark
 * (1). That a module cannot be darker than ink is what reads blurs beyond 0.6 module.
 */
import type { Kernel } from "./kernel.ts";
import { KERNEL_REACH, blur } from "./kernel.ts";
import type { Darkness } from "./light.ts";

/** Pulls what the picture does not show at all towards undecided. */
export const PULL = 0.001;

/**
 * Minimises ½ Σ weight · (seen − blurred)² + ½ PULL Σ module² over modules in [−1, 1] by accelerated projected
 * gradients (Beck and Teboulle, "A fast iterative shrinkage-thresholding algorithm", FISTA, 2009).
 *
 * @param fixed known modules, which stay what they are: 1 dark, −1 light, 0 unknown
 * @param start where to begin, as from an earlier call
 * @returns side × side values from −1 to 1
 */
export function equalise(
  { values, weights, side }: Darkness,
  kernel: Kernel,
  fixed: Int8Array,
  start: Float32Array | null,
  rounds: number,
): Float32Array {
  const count = values.length;
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
  const step = 1 / (largestGain(kernel) ** 2 + PULL);
  let pace = 1;
  for (let round = 0; round < rounds; round += 1) {
    blur(ahead, side, kernel, rest, scratch);
    for (let at = 0; at < count; at += 1) {
      rest[at] = (weights[at] ?? 0) * ((rest[at] ?? 0) - (values[at] ?? 0));
    }
    blur(rest, side, kernel, gradient, scratch);
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

/** No blurred value is larger than this times the largest module: bounds the curvature of the misfit. */
function largestGain({ across, down }: Kernel): number {
  const gain = (line: Float64Array): number =>
    line.reduce((sum, weight, off) => sum + (off === 0 ? 1 : 2) * Math.abs(weight), 0);
  return gain(across) * gain(down);
}
