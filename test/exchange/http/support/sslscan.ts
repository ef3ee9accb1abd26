/** sslscan, a program that tries every version, suite and group on a server that speaks TLS. */
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";

export const hasSslscan = spawnSync("sslscan", ["--version"]).status === 0;

export async function sslscan(args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("sslscan", args);
  return stdout;
}
