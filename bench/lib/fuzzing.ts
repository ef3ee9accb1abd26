/**
 * A process of its own that reads broken pictures: `fuzzing.ts SEED COUNT FILE`. What it is about to read it writes to FILE
 * first, so that whatever ends it can be repeated. Tells what came of them when it is done.
 */
import { writeFileSync } from "node:fs";
import { drawMutant, makeBasePictures } from "../../test/properties/support/mutants.ts";
import { allowedOutcomes, readBroken } from "../../test/properties/support/reading.ts";
import { randomFor } from "../../test/simulator/random.ts";

export interface Fuzzed {
  /** By format, then by outcome. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly longestMilliseconds: number;
  readonly longest: string;
  readonly peakMegabytes: number;
}

const [seed = "1", count = "1", last = "last-picture.bin"] = process.argv.slice(2);
const bases = await makeBasePictures();
const known = new Set<string>();
for (const { file } of bases) for (const text of (await readBroken(file)).envelopes) known.add(text);

const random = randomFor(seed, "pictures");
const counts: Record<string, Record<string, number>> = {};
let [longestMilliseconds, longest] = [0, ""];
for (let done = 0; done < Number(count); done += 1) {
  const { base, mutation, file } = drawMutant(bases, random);
  writeFileSync(last, file);
  const started = performance.now();
  const { outcome, envelopes } = await readBroken(file);
  const milliseconds = performance.now() - started;
  if (milliseconds > longestMilliseconds)
    [longestMilliseconds, longest] = [milliseconds, `${base.name}, ${mutation}`];
  const wrong = envelopes.some((text) => !known.has(text));
  if (wrong || !allowedOutcomes.includes(outcome))
    throw new Error(`picture ${done} (${base.name}, ${mutation}): ${wrong ? "read wrongly" : outcome}`);
  const format = (counts[base.format] ??= {});
  format[outcome] = (format[outcome] ?? 0) + 1;
}
const peakMegabytes = (process.resourceUsage().maxRSS * 1024) / 1e6;
process.send?.({ counts, longestMilliseconds, longest, peakMegabytes } satisfies Fuzzed);
process.disconnect();
