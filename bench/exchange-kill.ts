import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "../src/exchange/store/sqlite/engine.ts";
import { DATABASE_FILE } from "../src/exchange/store/sqlite/store.ts";
import { strikesAt } from "../test/exchange/store/kill/strikes.ts";
import { sweep } from "../test/exchange/store/kill/sweep.ts";
import type { Sweep } from "../test/exchange/store/kill/sweep.ts";
import { skipped, startPostgres } from "../test/exchange/store/postgres/server.ts";
import { randomFor } from "../test/simulator/random.ts";
import type { Bench, TableRow, Verdict } from "./lib/report.ts";

const KILLS = { sqlite: 1_000, postgres: 200 } as const;
type Kept = keyof typeof KILLS;

export const bench: Bench = {
  summary: "what the exchange acknowledged, after kill -9 at random moments under load",
  options: [
    { name: "store", takes: ["sqlite", "postgres"], summary: "one of the two; default both" },
    { name: "kills", takes: "number", summary: "how many; default 1000 on SQLite, 200 on PostgreSQL" },
  ],
  run: async (progress, given) => {
    const rows: TableRow[] = [];
    const verdicts: Verdict[] = [];
    for (const kept of Object.keys(KILLS) as Kept[]) {
      if ((given.word("store") ?? kept) !== kept) continue;
      progress(kept);
      const kills = given.number("kills") ?? KILLS[kept];
      const found =
        kept === "sqlite" ? await sweepSqlite(kills, progress) : await sweepPostgres(kills, progress);
      for (const problem of found?.problems ?? []) progress(problem);
      const values = found === null ? [null, null, null, null] : valuesOf(found);
      rows.push({ name: kept, values });
      verdicts.push({
        aim: `${kept}: nothing acknowledged is lost, doubled or half there after ${kills} kills`,
        measured: found === null ? skipped : `${found.problems.length} of ${found.acknowledged} steps`,
        met: found === null ? null : found.problems.length === 0,
      });
    }
    return {
      notes: [
        "17 lanes write at the same time; a step is a stored record, a piece, a claim, a used nonce and the like",
        "not acknowledged and there: the kill came between the commit and its word; whole, and one for each lane at most",
        "on PostgreSQL the writer, one of the server's processes, and the whole server are killed by turns",
      ],
      rows: [],
      tables: [
        {
          title: "store",
          columns: ["kills", "acknowledged", "not acknowledged and there", "wrong"].map((name) => ({
            name,
            digits: 0,
          })),
          rows,
        },
      ],
      verdicts,
    };
  },
};

const valuesOf = ({ kills, acknowledged, unacknowledged, problems }: Sweep): readonly number[] => [
  kills,
  acknowledged,
  unacknowledged,
  problems.length,
];

/** Other moments each time it runs. */
const seed = (): string => `${Date.now()}`;

async function sweepSqlite(kills: number, progress: (line: string) => void): Promise<Sweep> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), "qrseal-kill-"));
  try {
    return await sweep({
      place: { dataFolder },
      kills,
      random: randomFor(seed(), "kills"),
      check: () => checkIntegrity(path.join(dataFolder, DATABASE_FILE)),
      progress,
    });
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function checkIntegrity(file: string): Promise<readonly string[]> {
  const database = await openDatabase(file);
  const found = database.prepare("PRAGMA integrity_check").all() as { integrity_check: string }[];
  database.close();
  return found.map(({ integrity_check: text }) => text).filter((text) => text !== "ok");
}

async function sweepPostgres(kills: number, progress: (line: string) => void): Promise<Sweep | null> {
  const server = await startPostgres();
  if (server === null) return null;
  try {
    const random = randomFor(seed(), "kills");
    const databaseUrl = await server.newDatabase();
    return await sweep({
      place: { databaseUrl },
      kills,
      random,
      strike: strikesAt(server, random),
      progress,
    });
  } finally {
    await server.stop();
  }
}
