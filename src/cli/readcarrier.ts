/** The envelope in what a command was given: files of pictures, or a text from a file, a scanner or a clipboard. */
import { limits } from "../core/index.ts";
import { failure, term } from "./refusals.ts";
import { findEnvelope, findInPhotographs, findInText } from "./carrier.ts";
import type { Carried } from "./carrier.ts";
import type { Scanned } from "../office/carrying/searchpictures.ts";
import { clash, explain } from "./explanation.ts";
import { readInput, STREAM } from "../office/folder/files.ts";
import type { NamedFile } from "../office/folder/files.ts";
import type { Host } from "./host.ts";
import { looking } from "./looking.ts";
import type { LookOptions } from "./looking.ts";
import { isTerminal, readTypedLine } from "./typed.ts";

export interface ReadOptions extends LookOptions {
  readonly explain?: string;
  readonly force?: boolean;
}

/** What was seen is drawn whatever comes of it: an explanation is asked for most where nothing was read. */
export async function readCarrier(
  carriers: readonly NamedFile[],
  options: ReadOptions,
  host: Host,
): Promise<Carried> {
  const { terminal } = host;
  const { explain: drawing, force = false } = options;
  const scanned: Scanned[] = [];
  try {
    const carried = await looking(options, host, async (look) => {
      const files: Uint8Array[] = [];
      for (const { path } of carriers)
        files.push(await readInput(path, term("picture-or-envelope"), limits.pictureFileBytes, host.stdin));
      const done = terminal.progress(terminal.notices.readingCode);
      const watch = (one: Scanned): void => {
        scanned[0] = one;
      };
      const [only, ...others] = files;
      return (
        only !== undefined && others.length === 0
          ? findEnvelope(only, look, watch)
          : findInPhotographs(files, look, watch)
      ).finally(done);
    });
    if (drawing !== undefined && carried.picture === null)
      throw clash(carriers[0]?.path ?? "", term("one-picture-only"));
    return carried;
  } finally {
    const [last] = scanned;
    if (drawing !== undefined && last !== undefined) await explain(drawing, last, force, terminal);
  }
}

/** Of a terminal one line; a picture is read whole, so that it can be told from a text that is too long. */
export async function readText({ path }: NamedFile, { stdin, terminal }: Host): Promise<Carried> {
  const label = path === STREAM ? term("standard-input") : path;
  if (path !== STREAM || !isTerminal(stdin))
    return findInText(await readInput(path, term("envelope-text"), limits.pictureFileBytes, stdin), label);
  const ask = (question: string): void => {
    terminal.ask(question);
  };
  const typed = await readTypedLine(stdin, ask, terminal.notices.scanNow, () =>
    failure("input/interrupted", {}),
  );
  if (typed.length === 0) throw failure("input/empty", { what: term("envelope-text"), path: label });
  return findInText(typed, label);
}
