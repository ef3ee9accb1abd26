/** Which files a call means: from an option or a plain argument, and what an output is called where nobody said. */
import path from "node:path";
import type { Term } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import { STREAM } from "../../office/folder/files.ts";
import type { NamedFile } from "../../office/folder/files.ts";

/** The one of several ways to name a file that was used, or null. Throws usage/conflict for two. */
export function oneOf(
  candidates: readonly { option: string | Term; path: string | undefined }[],
): NamedFile | null {
  const [first, second] = candidates.flatMap(({ option, path }) =>
    path === undefined ? [] : [{ option, path }],
  );
  if (second !== undefined && first !== undefined) {
    throw failure("usage/conflict", {
      first: first.option,
      second: second.option,
      reason: term("same-meaning"),
    });
  }
  return first ?? null;
}

/** "--qr -", "the picture -" */
const asStream = ({ option }: NamedFile): Term => term("stream", option, STREAM);

/** Beside the input, with another extension; a stream for a stream. */
export function namedAfter(input: string, extension: string): string {
  if (input === STREAM) return STREAM;
  const { dir, name } = path.parse(input);
  return path.join(dir, `${name}${extension}`);
}

/** Standard input can be read once. Throws usage/conflict. */
export function checkOneInputOnStdin(inputs: readonly NamedFile[]): void {
  const [first, second] = inputs.filter(({ path }) => path === STREAM);
  if (first === undefined || second === undefined) return;
  const reason = term("both-from-input");
  throw failure("usage/conflict", { first: asStream(first), second: asStream(second), reason });
}

/** With --json the report is the one thing on stdout. */
export function checkOneResultOnStdout(json: boolean, outputs: readonly NamedFile[]): void {
  const streams = outputs.filter((output) => output.path === STREAM);
  const [first, second] = [...(json ? ["--json"] : []), ...streams.map(asStream)];
  if (first !== undefined && second !== undefined) {
    throw failure("usage/conflict", { first, second, reason: term("both-to-output") });
  }
}
