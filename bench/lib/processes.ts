/** Whole processes: started without a shell, timed from outside, checked for success. */
import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";

export interface Contestant {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** What it gets on standard input. Default nothing. */
  readonly input?: Uint8Array;
}

export interface Finished {
  readonly milliseconds: number;
  readonly stdout: Buffer;
}

/**
 * Runs one process from start to end.
 * @param extraEnvironment variables on top of our own
 */
export function runToEnd(contestant: Contestant, extraEnvironment: Record<string, string> = {}): Finished {
  const { name, program, args, input } = contestant;
  const start = performance.now();
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    input: input ?? new Uint8Array(),
    env: { ...process.env, ...extraEnvironment },
    maxBuffer: 1 << 26,
  });
  const milliseconds = performance.now() - start;
  if (error !== undefined) throw new Error(`${name} could not be run: ${error.message}`);
  if (status !== 0) {
    throw new Error(
      `${name} ended with ${status ?? signal ?? "no status"}, expected 0: ${stderr.toString("utf8")}`,
    );
  }
  return { milliseconds, stdout };
}

/**
 * Times contestants in turns, so that a machine that warms up or gets busy hits all of them alike. The order
 * moves on by one every round; the first round, with cold caches, does not count.
 */
export function timeInTurns(
  contestants: readonly Contestant[],
  rounds: number,
  progress: (line: string) => void,
): Map<Contestant, number[]> {
  const times = new Map<Contestant, number[]>(contestants.map((contestant) => [contestant, []]));
  for (let round = 0; round <= rounds; round++) {
    const first = round % contestants.length;
    for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      const { milliseconds } = runToEnd(contestant);
      if (round > 0) times.get(contestant)?.push(milliseconds);
    }
    progress(`round ${round} of ${rounds}`);
  }
  return times;
}
