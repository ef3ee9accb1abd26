/**
 * SQLite itself: the package better-sqlite3 where it can be loaded, else the one inside Node, which Node 20 lacks.
 */
import type { QrsealError } from "../../../../core/refusal.ts";
import { failure } from "../../refusals.ts";

/** What both have in common, as far as it is used here. */
export interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

export interface Statement {
  /** Rows that were changed. */
  run(...values: readonly unknown[]): { readonly changes: number | bigint };
  get(...values: readonly unknown[]): unknown;
  all(...values: readonly unknown[]): unknown[];
}

export const engines = ["better-sqlite3", "node:sqlite"] as const;
export type Engine = (typeof engines)[number];

/**
 * Versions before can damage a database in WAL mode when two connections write or checkpoint at the same moment (the
 * "WAL-reset bug", sqlite.org/wal.html). We do have two: whoever rotates keys opens the database of a running service.
 */
const SOUND_VERSION = [3, 51, 3] as const;

/** Opens a file with the first engine that loads. Throws store/no-sqlite and store/sqlite-too-old. */
export async function openDatabase(file: string, wanted: readonly Engine[] = engines): Promise<Database> {
  let tooOld: QrsealError | null = null;
  for (const engine of wanted) {
    const open = await loadEngine(engine);
    if (open === null) continue;
    const version = versionOf(open(":memory:"));
    if (isSound(version)) return open(file);
    tooOld ??= failure("store/sqlite-too-old", { engine, version, needed: SOUND_VERSION.join(".") });
  }
  throw tooOld ?? failure("store/no-sqlite", { node: process.version });
}

type Open = (file: string) => Database;

/** null where it is not installed, not built for this Node, or not in it. */
async function loadEngine(engine: Engine): Promise<Open | null> {
  try {
    const open = await loaders[engine]();
    // better-sqlite3 loads its binary with the first database.
    open(":memory:").close();
    return open;
  } catch {
    return null;
  }
}

const loaders: Readonly<Record<Engine, () => Promise<Open>>> = {
  "better-sqlite3": async () => {
    const { default: BetterSqlite3 } = await import("better-sqlite3");
    return (file) => new BetterSqlite3(file);
  },
  "node:sqlite": () => {
    // Not an import: there is no such module in Node 20, nor in its types.
    const inNode = process.getBuiltinModule("node:sqlite") as unknown as {
      DatabaseSync: new (file: string) => Database;
    };
    return Promise.resolve((file) => new inNode.DatabaseSync(file));
  },
};

function versionOf(database: Database): string {
  const { version } = database.prepare("SELECT sqlite_version() AS version").get() as { version: string };
  database.close();
  return version;
}

/** Exported for its test. */
export function isSound(version: string): boolean {
  const parts = version.split(".").map(Number);
  for (const [at, needed] of SOUND_VERSION.entries()) {
    const part = parts[at] ?? 0;
    if (part !== needed) return part > needed;
  }
  return true;
}
