/** --explain: the picture with what was found in it drawn over it, whether a code was read or not. */
import type { Term } from "../core/index.ts";
import { failure, term } from "./refusals.ts";
import { diagnose, diagnoseSymbols } from "../qr/index.ts";
import type { Corners } from "../qr/index.ts";
import type { Scanned } from "../office/carrying/searchpictures.ts";
import { deliver } from "./files/deliver.ts";
import { checkOutput, STREAM } from "../office/folder/files.ts";
import type { NamedFile } from "../office/folder/files.ts";
import type { Terminal } from "./terminal.ts";
import { drawExplanation } from "../pictures/index.ts";

/** A file only: standard output is for what was read. Throws usage/bad-option and what checkOutput throws. */
export async function checkExplanation(
  path: string,
  others: readonly NamedFile[],
  force: boolean,
): Promise<void> {
  if (path === STREAM) throw clash(term("standard-output"), term("picture-to-stream"));
  await checkOutput({ option: "--explain", path }, others, force);
}

export function clash(second: string | Term, reason: Term): Error {
  return failure("usage/conflict", { first: "--explain", second, reason });
}

/** Throws the output/ errors. */
export async function explain(
  path: string,
  { image, read, unread }: Scanned,
  force: boolean,
  terminal: Terminal,
): Promise<void> {
  const seen = read.length > 0 ? diagnoseSymbols(image, unread) : [diagnose(image, unread)];
  const corners = seen.flatMap((diagnosis): Corners[] =>
    diagnosis.corners === null ? [] : [diagnosis.corners],
  );
  const bytes = await drawExplanation(
    image,
    read.map((symbol) => symbol.corners),
    corners,
  );
  await deliver([{ path, bytes }], force, terminal);
}
