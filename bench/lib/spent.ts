/** What one piece of work took, and how such figures spread. */
import { performance } from "node:perf_hooks";

export interface Spent {
  /** Milliseconds by the clock on the wall. */
  readonly wall: number;
  /** Milliseconds of all processors together, threads included. */
  readonly cpu: number;
}

export async function spend<T>(work: () => T | Promise<T>): Promise<Spent & { readonly value: T }> {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  const value = await work();
  const wall = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { value, wall, cpu: (user + system) / 1000 };
}

/** The smallest of the values that at least this share of them does not exceed (nearest rank); null of none. */
export function percentileOf(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
