/**
 * Preloaded into a process (node --import) to tell, when it ends, how much memory it held at its peak:
 * writes kibibytes to the file named by BENCH_PEAK_FILE.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const target = process.env.BENCH_PEAK_FILE;
if (isMainThread && target !== undefined) {
  process.on("exit", () => {
    writeFileSync(target, String(peakKibibytes()));
  });
}

function peakKibibytes() {
  try {
    // On Linux the figure of getrusage starts from the parent's peak, which fork and exec hand down.
    const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    if (line !== null) return Number(line[1]);
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS;
}
