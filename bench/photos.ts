import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { efforts } from "../src/qr/ladder/effort.ts";
import { readTogether } from "../src/qr/reader/joint.ts";
import { findPhotographs, skipped } from "../test/photographs/collection.ts";
import { asMarkdown, replaceSection } from "./lib/markdown.ts";
import type { Bench, Report } from "./lib/report.ts";
import { project } from "./lib/scene.ts";
import { bowedGrid, flatGrid, readBlurred } from "./photos/blur.ts";
import { readPhotographs } from "./photos/boofcv.ts";
import { conditions, readEnvelopes, sealedEnvelopes } from "./photos/envelopes.ts";
import { ladderTitle } from "./photos/contribution.ts";
import { blurredPairs, readPairs } from "./photos/pairs.ts";

const sets = ["boofcv", "blur", "envelopes"] as const;

export const bench: Bench = {
  summary: "codes read of real and simulated photographs, beside zxing-wasm, WeChat's detector and jsqr",
  options: [
    { name: "set", takes: sets, summary: "one set alone" },
    { name: "every", takes: "number", summary: "only every Nth photograph or cell of the grid" },
    {
      name: "seeds",
      takes: "number",
      summary: "blur, envelopes: photographs of every cell; 1 and 2 if left out",
    },
    { name: "effort", takes: efforts, summary: "how long a picture is looked at, normal if left out" },
    {
      name: "pass",
      takes: ["codes", "first"],
      summary: "boofcv: only all codes, or only the time to the first",
    },
    {
      name: "write-docs",
      takes: "nothing",
      summary: "boofcv: puts the table of the rungs into docs/READING.md",
    },
  ],
  run: async (progress, given) => {
    const every = given.number("every") ?? 1;
    const pass = given.word("pass") === "codes" ? "codes" : given.word("pass") === "first" ? "first" : "both";
    const effort = efforts.find((each) => each === given.word("effort")) ?? "normal";
    const reports: Report[] = [];
    const has = (set: (typeof sets)[number]): boolean => (given.word("set") ?? set) === set;
    if (has("boofcv")) {
      const folder = findPhotographs();
      const report =
        folder === null
          ? { rows: [], verdicts: [], notes: [skipped] }
          : await readPhotographs(folder, { every, pass, effort }, progress);
      reports.push(report);
      if (given.has("write-docs")) writeLadder(report);
    }
    const seeds = given.number("seeds") ?? 1;
    if (has("blur")) {
      reports.push(await readBlurred({ grids: [flatGrid, bowedGrid], seeds, every, effort }, progress));
      const choice = { ...blurredPairs, pairs: Math.ceil((10 * seeds) / every), effort };
      reports.push(await readPairs(readTogether, choice, progress));
    }
    if (has("envelopes")) {
      const choice = { envelopes: sealedEnvelopes, conditions, seeds: given.number("seeds") ?? 2, effort };
      const taken = conditions.filter((_, at) => at % every === 0);
      reports.push(await readEnvelopes({ ...choice, conditions: taken }, progress));
    }
    return {
      rows: reports.flatMap(({ rows }) => rows),
      tables: reports.flatMap(({ tables = [] }) => tables),
      verdicts: reports.flatMap(({ verdicts }) => verdicts),
      notes: reports.flatMap(({ notes }) => notes),
    };
  },
};

function writeLadder({ tables = [] }: Report): void {
  const ladder = tables.find(({ title }) => title === ladderTitle);
  if (ladder === undefined)
    throw new Error("there is no table of the rungs to write: they were not all walked");
  const page = join(project, "docs", "READING.md");
  writeFileSync(page, replaceSection(readFileSync(page, "utf8"), "ladder", asMarkdown(ladder)));
}
