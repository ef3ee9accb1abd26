/**
 * Two ways of doing the same thing, timed in blocks by turns, so that a machine that gets busy hits both alike. What
 * counts is the time that the processor gave to this process: other processes make it wait, and that is not its work.
 */
import { performance } from "node:perf_hooks";
import { medianOf } from "./report.ts";

/** One pair of blocks, run one right after the other: milliseconds of one call. */
export interface BlockPair {
  readonly ours: number;
  readonly bare: number;
}

export interface Comparison {
  /** Median milliseconds of one call. */
  readonly ours: number;
  readonly bare: number;
  /** Bare time over our time, 1 = as fast: the median over the pairs, and the extremes. */
  readonly share: { readonly median: number; readonly lowest: number; readonly highest: number };
}

/**
 * @param pairs how many pairs of blocks; which of the two goes first changes with every pair
 * @param blockMilliseconds how long a block shall take at least
 */
export async function timeInBlocks(
  ours: () => unknown,
  bare: () => unknown,
  pairs: number,
  blockMilliseconds: number,
): Promise<BlockPair[]> {
  // Both run once as long as a block before anything counts: compiled code and warm caches for both.
  const calls = {
    ours: await callsIn(ours, blockMilliseconds),
    bare: await callsIn(bare, blockMilliseconds),
  };
  const timed: BlockPair[] = [];
  for (let at = 0; at < pairs; at += 1) {
    const first = at % 2 === 0 ? null : await timeBlock(bare, calls.bare);
    const own = await timeBlock(ours, calls.ours);
    timed.push({ ours: own, bare: first ?? (await timeBlock(bare, calls.bare)) });
  }
  return timed;
}

/** How many calls fit so many milliseconds, at least one. */
async function callsIn(work: () => unknown, milliseconds: number): Promise<number> {
  const start = clock();
  let calls = 0;
  do {
    await work();
    calls += 1;
  } while (clock() - start < milliseconds);
  return calls;
}

async function timeBlock(work: () => unknown, calls: number): Promise<number> {
  const start = clock();
  for (let call = 0; call < calls; call += 1) await work();
  return (clock() - start) / calls;
}

/** Milliseconds of processor time; of any time on Windows, which counts the other in steps of sixteen. */
function clock(): number {
  if (process.platform === "win32") return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function compare(pairs: readonly BlockPair[]): Comparison {
  const shares = pairs.map(({ ours, bare }) => bare / ours);
  return {
    ours: medianOf(pairs.map(({ ours }) => ours)),
    bare: medianOf(pairs.map(({ bare }) => bare)),
    share: { median: medianOf(shares), lowest: Math.min(...shares), highest: Math.max(...shares) },
  };
}
