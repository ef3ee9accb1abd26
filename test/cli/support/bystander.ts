/** A host for functions below the command: no terminal, an environment of the test's own, and what was said on it. */
import { Readable, Writable } from "node:stream";
import type { Host } from "../../../src/cli/host.ts";
import { Terminal } from "../../../src/cli/terminal.ts";

export interface Bystander extends Host {
  /** All that went to standard output and error so far. */
  readonly said: () => string;
}

export function bystander(env: Readonly<Record<string, string>> = {}): Bystander {
  let said = "";
  const stream = (): Writable =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        said += chunk.toString("utf8");
        done();
      },
    });
  return {
    stdin: Readable.from([]),
    env,
    terminal: new Terminal(stream(), stream(), env),
    onSignal: () => undefined,
    now: () => new Date("2026-11-21T04:00:00Z"),
    said: () => said,
  };
}
