/**
 * One line from a terminal, by a person's hand or by a scanner that types. It is not shown. The terminal is taken out
 * of its own line mode, in which it drops what is longer than 1,024 (macOS) or 4,095 characters (Linux): the text of
 * a large code is.
 */
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { Readable } from "node:stream";
import type { QrsealError } from "../core/index.ts";

/**
 * Asks, and returns what was typed up to Enter, in UTF-8.
 *
 * @param say shows the question
 * @param stopped the error for Ctrl-C and Ctrl-D
 */
export async function readTypedLine(
  input: Readable,
  say: (text: string) => void,
  question: string,
  stopped: () => QrsealError,
): Promise<Uint8Array> {
  say(question);
  // readline gives editing keys and pasting; what it would echo goes nowhere.
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      const interrupted = (): void => {
        reject(stopped());
      };
      lines.once("line", (line) => {
        resolve(new TextEncoder().encode(line));
      });
      lines.once("SIGINT", interrupted);
      lines.once("close", interrupted);
    });
  } finally {
    lines.removeAllListeners("close");
    lines.close();
    say("\n");
  }
}

/** Whether somebody sits before it. */
export const isTerminal = (stream: Readable): boolean => "isTTY" in stream && stream.isTTY === true;
