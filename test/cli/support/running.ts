/** Starts a command that goes on until a signal stops it. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { plainEnvironment, program } from "./run.ts";
import type { RunOptions } from "./run.ts";

export interface Running {
  /** What it printed first: with --json, how it runs. */
  readonly report: unknown;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** What it wrote to standard error until now. */
  readonly stderr: () => string;
  /** Its exit status. */
  readonly ended: Promise<number | null>;
}

/** Rejects with what it says where it ends before its report. */
export async function startRunning(
  args: readonly string[],
  { cwd, env = {} }: Omit<RunOptions, "stdin">,
): Promise<Running> {
  const child = spawn(process.execPath, [program, ...args, "--json"], {
    cwd,
    env: { ...plainEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("close", () => {
      reject(new Error(stderr));
    });
  });
  return {
    report: JSON.parse(line),
    kill: (signal) => child.kill(signal),
    stderr: () => stderr,
    ended,
  };
}
