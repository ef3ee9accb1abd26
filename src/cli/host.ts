/** What a command gets to work with: streams, environment, clock and voice. Nothing below main reads process for them. */
import type { Readable } from "node:stream";
import type { Terminal } from "./terminal.ts";

export interface Host {
  readonly stdin: Readable;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly now: () => Date;
  /** From now on `handler` hears of signals first; where it returns false, the program ends at once, as usual. */
  readonly onSignal: (handler: (signal: NodeJS.Signals) => boolean) => void;
}

/** Options every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}
