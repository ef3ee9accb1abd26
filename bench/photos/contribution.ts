/** What every rung of the ladder is good for: the table of docs/READING.md. */
import type { Table } from "../lib/report.ts";
import { percentileOf } from "../lib/spent.ts";
import type { Count } from "./count.ts";
import type { RungResult } from "./ladder.ts";

/** All rungs, in their order, on one picture. */
export interface Climb {
  readonly rungs: readonly (Pick<RungResult, "rung" | "cpu" | "failed"> & { readonly count: Count })[];
}

export const ladderTitle = "rung";

/**
 * A code or picture is added by the first rung that reads it. What a rung costs is what it takes on the pictures that
 * come to it when reading ends with the first code.
 */
export function ladderTable(climbs: readonly Climb[]): Table {
  const rungs = climbs[0]?.rungs.map(({ rung }) => rung) ?? [];
  return {
    title: ladderTitle,
    columns: [
      { name: "codes alone", digits: 0 },
      { name: "codes added", digits: 0 },
      { name: "pictures added", digits: 0 },
      { name: "pictures that come to it", digits: 0 },
      { name: "CPU median, ms", digits: 0 },
      { name: "CPU p95, ms", digits: 0 },
      { name: "CPU for a code added, ms", digits: 0 },
      { name: "broke down", digits: 0 },
    ],
    rows: rungs.map((name, at) => {
      let alone = 0;
      let codes = 0;
      let pictures = 0;
      let failures = 0;
      const costs: number[] = [];
      for (const climb of climbs) {
        const here = climb.rungs[at];
        if (here === undefined) continue;
        const before = new Set(climb.rungs.slice(0, at).flatMap(({ count }) => [...count.read]));
        alone += here.count.read.size;
        codes += [...here.count.read].filter((code) => !before.has(code)).length;
        if (before.size === 0) {
          costs.push(here.cpu);
          if (here.count.read.size > 0) pictures += 1;
        }
        if (here.failed) failures += 1;
      }
      const total = climbs.reduce((sum, climb) => sum + (climb.rungs[at]?.cpu ?? 0), 0);
      return {
        name,
        values: [
          alone,
          codes,
          pictures,
          costs.length,
          percentileOf(costs, 0.5),
          percentileOf(costs, 0.95),
          codes === 0 ? null : total / codes,
          failures,
        ],
      };
    }),
  };
}
