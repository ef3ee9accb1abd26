/** How hard a picture is looked at, and what each way of reading it came to: shared by all commands that read one. */
import { QrsealError } from "../core/index.ts";
import { efforts } from "../qr/index.ts";
import type { Effort, RungTrace } from "../qr/index.ts";
import type { Look } from "../office/carrying/searchpictures.ts";
import type { CommonOptions, Host } from "./host.ts";
import { Refused } from "./refused.ts";
import { readInThreads } from "../pictures/index.ts";
import type { Results } from "../words/index.ts";

export interface LookOptions extends CommonOptions {
  readonly effort: Effort;
  readonly trace?: boolean;
}

export const lookOptions = {
  "--effort <effort>": { choices: efforts, usual: "normal" },
  "--trace": {},
};

/**
 * Runs `find` with a reader that starts at once, while files are still being read. The trace comes out with --trace
 * for people, with --json beside whatever `find` refuses; what it finds is the caller's to tell.
 */
export async function looking<T>(
  { effort, trace: isWanted, json }: LookOptions,
  { terminal }: Host,
  find: (look: Look) => Promise<T>,
): Promise<T> {
  const readers = readInThreads();
  const trace: RungTrace[] = [];
  try {
    return await find({ effort, readers, trace });
  } catch (error) {
    if (json !== true || trace.length === 0) throw error;
    const report = { trace: describeTrace(trace) };
    if (error instanceof QrsealError)
      throw new Refused(error, { report, lines: [], documentOnStdout: false });
    if (!(error instanceof Refused)) throw error;
    const { refusal, explanation } = error;
    throw new Refused(refusal, { ...explanation, report: { ...explanation.report, ...report } });
  } finally {
    readers.close();
    if (isWanted === true && json !== true)
      for (const line of traceLines(trace, terminal.words.results.pictures)) terminal.note(line);
  }
}

/** Milliseconds without fractions. */
export function describeTrace(trace: readonly RungTrace[]): readonly RungTrace[] {
  return trace.map((tried) => ({ ...tried, milliseconds: Math.round(tried.milliseconds) }));
}

/** One line a rung. */
export function traceLines(trace: readonly RungTrace[], words: Results["pictures"]): readonly string[] {
  return describeTrace(trace).map(({ rung, outcome, ...counts }) => words.tried(rung, outcome, counts));
}
