import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "../src/exchange/store/sqlite/database/engine.ts";
import { DATABASE_FILE } from "../src/exchange/store/sqlite/sqlitestore.ts";
import { strikesAt } from "../test/exchange/store/kill/strikes.ts";
import { sweep } from "../test/exchange/store/kill/storesweep.ts";
import type { Sweep } from "../test/exchange/store/kill/storesweep.ts";
import { postgresPlace, sqlitePlace } from "../test/exchange/kill/places.ts";
import { sweepService } from "../test/exchange/kill/servicesweep.ts";
import { skipped, startPostgres } from "../test/exchange/store/postgres/support/postgresserver.ts";
import type { PostgresServer } from "../test/exchange/store/postgres/support/postgresserver.ts";
import { randomFor } from "../test/simulator/random.ts";
import type { Random } from "../test/simulator/random.ts";
import type { Bench, TableRow, Verdict } from "./lib/report.ts";

const KILLS = { sqlite: 1_000, postgres: 200 } as const;
type Kept = keyof typeof KILLS;
const ways = ["store", "http"] as const;
type Way = (typeof ways)[number];

export const bench: Bench = {
  summary: "what the exchange acknowledged, after kill -9 at random moments under load",
  options: [
    { name: "store", takes: ["sqlite", "postgres"], summary: "one of the two; default both" },
    {
      name: "through",
      takes: ways,
      summary: "a process that works with the store, or qrseal serve and its clients; default both",
    },
    { name: "kills", takes: "number", summary: "how many; default 1000 on SQLite, 200 on PostgreSQL" },
  ],
  run: async (progress, given) => {
    const rows: TableRow[] = [];
    const verdicts: Verdict[] = [];
    for (const kept of Object.keys(KILLS) as Kept[]) {
      if ((given.word("store") ?? kept) !== kept) continue;
      for (const way of ways) {
        if ((given.word("through") ?? way) !== way) continue;
        const name = `${kept}, ${way}`;
        progress(name);
        const kills = given.number("kills") ?? KILLS[kept];
        const found = await sweeps[kept][way](kills, progress);
        for (const problem of found?.problems ?? []) progress(problem);
        rows.push({ name, values: found === null ? [] : valuesOf(found) });
        verdicts.push({
          aim: `${name}: nothing acknowledged is lost, doubled or half there after ${kills} kills`,
          measured: found === null ? skipped : `${found.problems.length} of ${found.acknowledged} steps`,
          met: found === null ? null : found.problems.length === 0 && found.kills === kills,
        });
      }
    }
    return {
      notes: [
        "store: 17 lanes write at the same time; a step is a stored record, a piece, a claim, a used nonce and the like",
        "http: 14 clients of qrseal serve store and read, deposit, race for a deposit, and sign; a step is an answer",
        "http: one kill in five comes while it starts, one in fifty while it starts for the first time",
        "sent again: signed requests, after the kill; wrong if one is taken a second time",
        "not acknowledged and there: the kill came between the commit and its word; whole, and one for each lane at most",
        "on PostgreSQL the writer, one of the server's processes, and the whole server are killed by turns",
      ],
      rows: [],
      tables: [
        {
          title: "killed",
          columns: ["kills", "acknowledged", "not acknowledged and there", "sent again", "wrong"].map(
            (name) => ({
              name,
              digits: 0,
            }),
          ),
          rows,
        },
      ],
      verdicts,
    };
  },
};

type Found = Sweep & { readonly replayed?: number };

const valuesOf = (found: Found): TableRow["values"] => [
  found.kills,
  found.acknowledged,
  found.unacknowledged,
  found.replayed ?? null,
  found.problems.length,
];

type SweepWay = (kills: number, progress: (line: string) => void) => Promise<Found | null>;

const sweeps: Readonly<Record<Kept, Readonly<Record<Way, SweepWay>>>> = {
  sqlite: {
    store: (kills, progress) => sweepSqlite(kills, progress),
    http: (kills, progress) =>
      sweepService({ newPlace: sqlitePlace, kills, random: randomFor(seed(), "kills"), progress }),
  },
  postgres: {
    store: (kills, progress) =>
      withPostgres(async (server, random) =>
        sweep({
          place: { databaseUrl: await server.newDatabase() },
          kills,
          random,
          strike: strikesAt(server, random),
          progress,
        }),
      ),
    http: (kills, progress) =>
      withPostgres((server, random) =>
        sweepService({
          newPlace: postgresPlace(server),
          kills,
          random,
          strike: strikesAt(server, random),
          progress,
        }),
      ),
  },
};

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

async function withPostgres<T>(
  work: (server: PostgresServer, random: Random) => Promise<T>,
): Promise<T | null> {
  const server = await startPostgres();
  if (server === null) return null;
  try {
    return await work(server, randomFor(seed(), "kills"));
  } finally {
    await server.stop();
  }
}
