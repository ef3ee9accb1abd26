import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allowedOutcomes } from "../test/properties/support/reading.ts";
import type { Fuzzed } from "./lib/fuzzing.ts";
import type { Bench } from "./lib/report.ts";

export const bench: Bench = {
  summary: "broken pictures of every format: what comes of them, and that nothing crashes",
  options: [
    { name: "count", takes: "number", summary: "pictures, 100,000 if left out" },
    { name: "seed", takes: "number", summary: "draws others, 1 if left out" },
  ],
  run: async (progress, given) => {
    const [count, seed] = [given.number("count") ?? 100_000, given.number("seed") ?? 1];
    const folder = mkdtempSync(join(tmpdir(), "qrseal-fuzz-"));
    const last = join(folder, "last-picture.bin");
    progress(`reading ${count} broken pictures; the one being read lies in ${last}`);
    const { fuzzed, status } = await runFuzzing(seed, count, last);
    if (fuzzed === null || status !== 0)
      throw new Error(`reading ended with ${status}; its last picture: ${last}`);
    rmSync(folder, { recursive: true });
    return {
      notes: [
        `seed ${seed}; the longest was ${fuzzed.longest}`,
        "each picture is loaded and given to the first rung of the ladder; 1 MB is a million bytes",
      ],
      rows: [],
      tables: [
        {
          title: "pictures",
          columns: allowedOutcomes.map((name) => ({ name, digits: 0 })),
          rows: Object.entries(fuzzed.counts).map(([name, outcomes]) => ({
            name,
            values: allowedOutcomes.map((outcome) => outcomes[outcome] ?? 0),
          })),
        },
      ],
      verdicts: [
        {
          aim: "no crash, no undocumented error, no code read wrongly",
          measured: `${count} pictures`,
          met: true,
        },
        {
          aim: "a peak of memory under 1,000 MB",
          measured: `${fuzzed.peakMegabytes.toFixed(0)} MB`,
          met: fuzzed.peakMegabytes < 1000,
        },
        {
          aim: "no picture takes longer than 10 s",
          measured: `${(fuzzed.longestMilliseconds / 1000).toFixed(1)} s`,
          met: fuzzed.longestMilliseconds < 10_000,
        },
      ],
    };
  },
};

/** In a process of its own, whose end is noticed however it comes. */
function runFuzzing(
  seed: number,
  count: number,
  last: string,
): Promise<{ fuzzed: Fuzzed | null; status: number | string }> {
  return new Promise((resolve) => {
    let fuzzed: Fuzzed | null = null;
    fork(fileURLToPath(new URL("lib/fuzzing.ts", import.meta.url)), [String(seed), String(count), last])
      .on("message", (message) => {
        fuzzed = message as Fuzzed;
      })
      .on("close", (status, signal) => {
        resolve({ fuzzed, status: status ?? signal ?? "no status" });
      });
  });
}
