/** The equaliser's problem as a textbook states it: one matrix, no tricks. For a few hundred modules at most. */
import { PULL } from "../../../src/qr/reader/light/equalise.ts";
import type { Observation } from "../../../src/qr/reader/light/equalise.ts";
import type { Kernel } from "../../../src/qr/reader/light/kernel.ts";

/** What module `to` shows of module `from`: the kernel's weight for the way between them. */
export function weightBetween({ across, down }: Kernel, side: number, from: number, to: number): number {
  const right = Math.abs((from % side) - (to % side));
  const below = Math.abs(Math.floor(from / side) - Math.floor(to / side));
  return (across[right] ?? 0) * (down[below] ?? 0);
}

/** Minimises the same cost one module at a time, each to its own optimum within [−1, 1], until none moves. */
export function equaliseDensely(observations: readonly Observation[], fixed: Int8Array): Float64Array {
  const count = fixed.length;
  const normal = Array.from({ length: count }, () => new Float64Array(count));
  const right = new Float64Array(count);
  for (const { seen, kernel } of observations) {
    const { values, weights, side } = seen;
    for (let to = 0; to < count; to += 1) {
      const weight = weights[to] ?? 0;
      if (weight === 0) continue;
      const row = Float64Array.from({ length: count }, (_, from) => weightBetween(kernel, side, from, to));
      for (let i = 0; i < count; i += 1) {
        if (row[i] === 0) continue;
        right[i] = (right[i] ?? 0) + weight * (row[i] ?? 0) * (values[to] ?? 0);
        const line = normal[i];
        if (line === undefined) continue;
        for (let j = 0; j < count; j += 1) line[j] = (line[j] ?? 0) + weight * (row[i] ?? 0) * (row[j] ?? 0);
      }
    }
  }
  const modules = Float64Array.from(fixed);
  for (let sweep = 0, moved = 1; moved > 1e-9 && sweep < 20_000; sweep += 1) {
    moved = 0;
    for (let i = 0; i < count; i += 1) {
      if (fixed[i] !== 0) continue;
      const line = normal[i] ?? new Float64Array();
      let others = 0;
      for (let j = 0; j < count; j += 1) if (j !== i) others += (line[j] ?? 0) * (modules[j] ?? 0);
      const free = ((right[i] ?? 0) - others) / ((line[i] ?? 0) + PULL);
      const held = Math.max(-1, Math.min(1, free));
      moved = Math.max(moved, Math.abs(held - (modules[i] ?? 0)));
      modules[i] = held;
    }
  }
  return modules;
}
