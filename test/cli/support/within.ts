/** Runs the program within this process: quicker than a process of its own, and its modules can be replaced. */
import { Readable, Writable } from "node:stream";
import { main } from "../../../src/cli/main.ts";

export interface RanWithin {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | undefined;
}

/** In the working folder of this process; `env` is all the environment there is, and standard error a terminal. */
export async function runWithin(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  stdin: string | Uint8Array = "",
): Promise<RanWithin> {
  const written = { stdout: "", stderr: "" };
  const into = (name: keyof typeof written): Writable =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written[name] += chunk.toString("utf8");
        done();
      },
    });
  const process = {
    argv: ["node", "qrseal", ...args],
    env: { LANG: "C", NO_COLOR: "1", ...env },
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: into("stdout"),
    stderr: Object.assign(into("stderr"), { isTTY: true }),
    on: () => undefined,
    exitCode: undefined as number | undefined,
  };
  await main(process as unknown as NodeJS.Process);
  return { ...written, status: process.exitCode };
}
