/** Runs the real program as a user does, and gives back what it wrote and its exit status. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

export const projectFolder: string = path.resolve(import.meta.dirname, "../../..");
export const program: string = path.join(projectFolder, "bin", "qrseal.js");

export interface Ran {
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly status: number | null;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: Uint8Array;
  /** Files of modules that Node loads before the program. */
  readonly imports?: readonly string[];
}

/** This process's environment without what changes the program's words. */
export function plainEnvironment(): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(QRSEAL_|NO_COLOR$|FORCE_COLOR$|LC_|LANG)/.test(name),
  );
  return { ...Object.fromEntries(inherited), LANG: "C" };
}

/** Runs the real program in a session of its own, so that there is no terminal to ask on. */
export async function run(
  args: readonly string[],
  { cwd, env = {}, stdin, imports = [] }: RunOptions,
): Promise<Ran> {
  const loaded = imports.flatMap((file) => ["--import", pathToFileURL(file).href]);
  const child = spawn(process.execPath, [...loaded, program, ...args], {
    cwd,
    env: { ...plainEnvironment(), QRSEAL_DESK: "desk 4", ...env },
    detached: process.platform !== "win32",
    stdio: [stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => stderr.push(chunk));
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(stdin);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString("utf8"), status };
}

/** A folder of its own for one test, removed by the returned function. */
export function emptyFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), "qrseal-"));
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
