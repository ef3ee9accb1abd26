/**
 * The blur grid: simulated photographs of full symbols, turned by any angle, a little askew, unevenly lit, blurred by
 * 0.25 to 0.90 modules, flat or bowed.
 */
import type { Effort } from "../../src/qr/ladder/effort.ts";
import type { Report, Table, Verdict } from "../lib/report.ts";
import { percentileOf } from "../lib/spent.ts";
import { climbToFirst, readAlone } from "./ladder.ts";
import { shareRead, tryReader } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { denoisingZxing } from "./peers.ts";
import { NOISE, stage } from "./stage.ts";
import type { Sheet } from "./stage.ts";

/** Every combination of these, one photograph a seed. */
export interface Grid {
  readonly versions: readonly number[];
  readonly pixelsPerModule: readonly number[];
  /** Standard deviations in modules. */
  readonly blurs: readonly number[];
  /** Modules; 0 is flat. */
  readonly bows: readonly number[];
}

export const flatGrid: Grid = {
  versions: [10, 20, 30, 40],
  pixelsPerModule: [2.5, 3, 4, 6, 8],
  blurs: [0.25, 0.35, 0.45, 0.55, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9],
  bows: [0],
};

export const bowedGrid: Grid = {
  versions: [10, 20, 30, 40],
  pixelsPerModule: [4],
  blurs: [0.3, 0.55, 0.7],
  bows: [1, 2, 4, 6],
};

export interface BlurChoice {
  readonly grids: readonly Grid[];
  /** Photographs of every cell. */
  readonly seeds: number;
  /** Every how many sheets one is taken, each with all its blurs; 1: all. */
  readonly every: number;
  readonly effort: Effort;
}

interface Cell extends Sheet {
  readonly blur: number;
  readonly ours: Outcome;
  readonly own: Outcome;
  readonly zxing: Outcome;
}

export async function readBlurred(
  { grids, seeds, every, effort }: BlurChoice,
  progress: (line: string) => void,
): Promise<Report> {
  const cells: Cell[] = [];
  for (const grid of grids) {
    const sheets = sheetsOf(grid, seeds).filter((_, at) => at % every === 0);
    for (const [at, sheet] of sheets.entries()) {
      const { version, pixelsPerModule, bow } = sheet;
      progress(`${at + 1} of ${sheets.length}: version ${version}, ${pixelsPerModule} px, bow ${bow}`);
      cells.push(...(await photographSheet(sheet, grid.blurs, effort)));
    }
  }
  const flat = cells.filter(({ bow }) => bow === 0);
  const bowed = cells.filter(({ bow }) => bow !== 0);
  const detailed = flat.filter(({ pixelsPerModule }) => pixelsPerModule >= 3);
  return {
    rows: [],
    tables: [
      ...(detailed.length > 0 ? [readersTable("flat, 3 to 8 px a module: read, %", detailed)] : []),
      ...(flat.length > 0
        ? [
            crossTable(
              "qrseal, flat, by pixels a module: read, %",
              flat,
              ({ pixelsPerModule }) => pixelsPerModule,
            ),
            crossTable("qrseal, flat, by version: read, %", flat, ({ version }) => version),
          ]
        : []),
      ...valuesOf(bowed, ({ bow }) => bow).map((bow) =>
        readersTable(
          `bow of ${bow} modules: read, %`,
          bowed.filter((cell) => cell.bow === bow),
        ),
      ),
      costTable(cells),
    ],
    verdicts: verdictsOn(detailed, bowed, cells),
    notes: [
      `${cells.length} simulated photographs: noise ${NOISE} grey levels, any angle, corners off by up to 4 %, JPEG 60 to 90`,
      "blur: standard deviation in modules; symbols are full of random bytes at M",
      `qrseal: as the command reads with --effort ${effort}; own reader: that rung alone; zxing-wasm with denoise`,
    ],
  };
}

function sheetsOf({ versions, pixelsPerModule, bows }: Grid, seeds: number): Sheet[] {
  return versions.flatMap((version) =>
    pixelsPerModule.flatMap((pixels) =>
      bows.flatMap((bow) =>
        Array.from({ length: seeds }, (_, seed) => ({ version, pixelsPerModule: pixels, bow, seed })),
      ),
    ),
  );
}

async function photographSheet(sheet: Sheet, blurs: readonly number[], effort: Effort): Promise<Cell[]> {
  const { payload, photograph } = stage(sheet);
  const { decoder } = denoisingZxing;
  const cells: Cell[] = [];
  for (const blur of blurs) {
    const image = await photograph(blur);
    cells.push({
      ...sheet,
      blur,
      ours: await tryReader(() => climbToFirst(image, effort), payload),
      own: await tryReader(() => readAlone(image, effort), payload),
      zxing: await tryReader(async () => (await decoder.decode(image)).read, payload),
    });
  }
  return cells;
}

const valuesOf = (cells: readonly Cell[], of: (cell: Cell) => number): readonly number[] =>
  [...new Set(cells.map(of))].sort((a, b) => a - b);

function readersTable(title: string, cells: readonly Cell[]): Table {
  return {
    title,
    columns: [
      { name: "pictures", digits: 0 },
      { name: "qrseal", digits: 0 },
      { name: "own reader", digits: 0 },
      { name: "zxing-wasm", digits: 0 },
    ],
    rows: valuesOf(cells, ({ blur }) => blur).map((blur) => {
      const here = cells.filter((cell) => cell.blur === blur);
      const shares = (["ours", "own", "zxing"] as const).map((reader) =>
        shareRead(here.map((cell) => cell[reader])),
      );
      return { name: `blur ${blur.toFixed(2)}`, values: [here.length, ...shares] };
    }),
  };
}

/** Ours alone, blur down and something else across. */
function crossTable(title: string, cells: readonly Cell[], across: (cell: Cell) => number): Table {
  const columns = valuesOf(cells, across);
  return {
    title,
    columns: columns.map((value) => ({ name: String(value), digits: 0 })),
    rows: valuesOf(cells, ({ blur }) => blur).map((blur) => ({
      name: `blur ${blur.toFixed(2)}`,
      values: columns.map((value) =>
        shareRead(
          cells.filter((cell) => cell.blur === blur && across(cell) === value).map(({ ours }) => ours),
        ),
      ),
    })),
  };
}

function costTable(cells: readonly Cell[]): Table {
  const spread = (outcomes: readonly Outcome[]): (number | null)[] => {
    const cpu = outcomes.map((outcome) => outcome.cpu);
    return [cpu.length, percentileOf(cpu, 0.5), percentileOf(cpu, 0.95)];
  };
  return {
    title: "CPU, ms",
    columns: ["read", "given up"].flatMap((what) => [
      { name: what, digits: 0 },
      { name: "median", digits: 0 },
      { name: "p95", digits: 0 },
    ]),
    rows: valuesOf(cells, ({ version }) => version).flatMap((version) =>
      (["ours", "own"] as const).map((reader) => {
        const outcomes = cells.filter((cell) => cell.version === version).map((cell) => cell[reader]);
        return {
          name: `version ${version}, ${reader === "ours" ? "qrseal" : "own reader"}`,
          values: [
            ...spread(outcomes.filter(({ isRead }) => isRead)),
            ...spread(outcomes.filter(({ isRead }) => !isRead)),
          ],
        };
      }),
    ),
  };
}

/** Percent of the pictures, and milliseconds of a version. */
const readAims = [
  { blur: 0.65, atLeast: 98 },
  { blur: 0.75, atLeast: 90 },
] as const;
const bowAim = { blur: 0.55, atLeast: 100 } as const;
const costAims = [
  { version: 20, under: 150 },
  { version: 40, under: 400 },
] as const;

function verdictsOn(flat: readonly Cell[], bowed: readonly Cell[], all: readonly Cell[]): Verdict[] {
  const share = (aim: string, atLeast: number, cells: readonly Cell[]): Verdict => {
    const measured = shareRead(cells.map(({ ours }) => ours));
    return {
      aim: `${aim}: at least ${atLeast} %`,
      measured: measured === null ? "no picture" : `${measured.toFixed(1)} % of ${cells.length}`,
      met: measured === null ? null : measured >= atLeast,
    };
  };
  const wrong = all.filter(({ ours, own }) => ours.isWrong || own.isWrong).length;
  return [
    ...readAims.map(({ blur, atLeast }) =>
      share(
        `flat, blur ${blur}`,
        atLeast,
        flat.filter((cell) => cell.blur === blur),
      ),
    ),
    share(
      `bowed, blur ${bowAim.blur}`,
      bowAim.atLeast,
      bowed.filter(({ blur }) => blur === bowAim.blur),
    ),
    { aim: "no wrong text", measured: String(wrong), met: wrong === 0 },
    ...costAims.map(({ version, under }) => {
      const cpu = flat
        .filter((cell) => cell.version === version && cell.ours.isRead)
        .map(({ ours }) => ours.cpu);
      const median = percentileOf(cpu, 0.5);
      return {
        aim: `version ${version}, flat: median under ${under} ms of CPU`,
        measured: median === null ? "none read" : `${median.toFixed(0)} ms`,
        met: median === null ? null : median < under,
      };
    }),
  ];
}
