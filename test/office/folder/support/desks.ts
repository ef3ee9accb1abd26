/** Starts desks (deskwriter.ts) as real processes, several at once, and ends them as a test wants. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import path from "node:path";
import { buildSync } from "esbuild";

export interface DeskReport {
  readonly ready?: true;
  readonly presented?: string;
  readonly earlier?: number;
  readonly audited?: string;
  readonly refused?: string;
}

export interface Desk {
  readonly process: ChildProcess;
  /** All whole lines it has said so far. */
  readonly reports: DeskReport[];
  /** Ends once it has said so many lines, or has ended before. */
  readonly said: (count: number) => Promise<void>;
  readonly ended: Promise<void>;
}

/** The desk as one file of JavaScript: fifty of them start at once, and none should compile first. */
export function buildDesk(folder: string): string {
  const outfile = path.join(folder, "deskwriter.mjs");
  buildSync({
    entryPoints: [path.join(import.meta.dirname, "deskwriter.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    logLevel: "warning",
  });
  return outfile;
}

export function startDesk(program: string, args: readonly string[]): Desk {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const reports: DeskReport[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const wake = (): void => {
    for (const { count, resolve } of waiting) if (reports.length >= count) resolve();
  };
  let rest = "";
  child.stdout.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString("utf8")).split("\n");
    rest = lines.pop() ?? "";
    reports.push(...lines.map((line) => JSON.parse(line) as DeskReport));
    wake();
  });
  child.stdin.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      resolve();
    });
  });
  const said = (count: number): Promise<void> =>
    Promise.race([
      ended,
      new Promise<void>((resolve) => {
        waiting.push({ count, resolve });
        wake();
      }),
    ]);
  return { process: child, reports, said, ended };
}

/** Lets desks that are all ready begin at the same moment. */
export async function beginTogether(desks: readonly Desk[]): Promise<void> {
  for (const desk of desks) await desk.said(1);
  for (const desk of desks) desk.process.stdin?.end("go\n");
}
