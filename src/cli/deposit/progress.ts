/** A line that says how much of something is done, and goes away with it. */
import type { Terminal } from "../terminal.ts";

export interface Shown {
  readonly tell: (bytes: number, of: number) => void;
  readonly done: () => void;
}

export function percentShown(terminal: Terminal, word: (percent: number) => string): Shown {
  let done = (): void => undefined;
  return {
    tell: (bytes, of) => {
      done();
      done = terminal.progress(word(Math.floor((100 * bytes) / of)));
    },
    done: () => {
      done();
    },
  };
}
