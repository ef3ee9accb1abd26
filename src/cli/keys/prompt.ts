/**
 * A passphrase typed by a person: on the terminal itself, even while standard input and output carry a
 * document, and without showing it.
 */
import { openSync } from "node:fs";
import { ReadStream, WriteStream } from "node:tty";
import { failure } from "../refusals.ts";
import { readTypedLine } from "../typed.ts";

/** Asks one question and returns what was typed, or throws passphrase/interrupted for Ctrl-C and Ctrl-D. */
export type AskSecret = (question: string) => Promise<Uint8Array>;

/** The question on the controlling terminal, or null where there is none. */
export function openTerminal(): { ask: AskSecret; say: (line: string) => void; close: () => void } | null {
  const [inputName, outputName] =
    process.platform === "win32"
      ? [String.raw`\\.\CONIN$`, String.raw`\\.\CONOUT$`]
      : ["/dev/tty", "/dev/tty"];
  let input: ReadStream;
  let output: WriteStream;
  try {
    input = new ReadStream(openSync(inputName, "r+"));
    output = new WriteStream(openSync(outputName, "r+"));
  } catch {
    return null;
  }
  return {
    ask: (question) => askOn(input, output, question),
    say: (line) => {
      output.write(`${line}\n`);
    },
    close: () => {
      input.destroy();
      output.destroy();
    },
  };
}

async function askOn(input: ReadStream, output: WriteStream, question: string): Promise<Uint8Array> {
  const say = (text: string): void => void output.write(text);
  return readTypedLine(input, say, question, () => failure("passphrase/interrupted", {}));
}
