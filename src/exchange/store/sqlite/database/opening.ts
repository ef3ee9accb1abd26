/** A database file, opened so that what is acknowledged stays, and brought to the structure this program works with. */
import { failure } from "../../refusals.ts";
import { checksumOf, pendingMigrations } from "../../migrations/migration.ts";
import type { AppliedMigration, Migration } from "../../migrations/migration.ts";
import { openDatabase } from "./engine.ts";
import type { Database, Engine } from "./engine.ts";
import { troubleOf } from "./trouble.ts";

/** "qrSx", which tells file(1) and us that the file is ours. */
const APPLICATION_ID = 0x71725378;
/** For another process that writes, and for one that ends it. */
const BUSY_MILLISECONDS = 10_000;
/** Between two tries to switch to WAL mode, for which SQLite itself does not wait. */
const SWITCH_MILLISECONDS = 20;

/** What is set for the file itself or for all who have it open comes first; the rest is ours alone. */
const settings = [
  "PRAGMA synchronous = FULL",
  // macOS keeps what fsync was given in the disk's own memory; elsewhere these say nothing.
  "PRAGMA fullfsync = ON",
  "PRAGMA checkpoint_fullfsync = ON",
  "PRAGMA foreign_keys = ON",
  "PRAGMA secure_delete = ON",
  "PRAGMA trusted_schema = OFF",
  // Nothing of a deposit in temporary files.
  "PRAGMA temp_store = MEMORY",
  // A log that grew with large deposits is cut when it is used again.
  "PRAGMA journal_size_limit = 67108864",
] as const;

/** Throws store/no-sqlite, store/sqlite-too-old, store/newer, store/foreign, or what SQLite throws. */
export async function openPrepared(
  file: string,
  engines: readonly Engine[],
  migrations: readonly Migration[],
  now: () => number,
): Promise<Database> {
  const database = await openDatabase(file, engines);
  try {
    database.exec(`PRAGMA busy_timeout = ${BUSY_MILLISECONDS}`);
    switchToWal(database);
    for (const setting of settings) database.exec(setting);
    migrate(database, migrations, now);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function switchToWal(database: Database): void {
  for (let waited = 0; ; waited += SWITCH_MILLISECONDS) {
    try {
      database.prepare("PRAGMA journal_mode = WAL").get();
      return;
    } catch (error) {
      if (troubleOf(error) !== "BUSY" || waited >= BUSY_MILLISECONDS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SWITCH_MILLISECONDS);
    }
  }
}

/** All pending steps in one transaction, during which nobody else writes: whoever comes second finds them done. */
function migrate(database: Database, migrations: readonly Migration[], now: () => number): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    takeOver(database);
    const applied = database
      .prepare("SELECT number, checksum FROM migration ORDER BY number")
      .all() as AppliedMigration[];
    for (const migration of pendingMigrations(migrations, applied, "sqlite")) {
      database.exec(migration.sqlite);
      database
        .prepare("INSERT INTO migration (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)")
        .run(migration.number, migration.name, checksumOf(migration, "sqlite"), now());
    }
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

/** An empty file becomes ours; one that holds something must be. Throws store/foreign. */
function takeOver(database: Database): void {
  const { application_id: id } = database.prepare("PRAGMA application_id").get() as {
    application_id: number;
  };
  if (id === APPLICATION_ID) return;
  const { count } = database.prepare("SELECT count(*) AS count FROM sqlite_schema").get() as {
    count: number;
  };
  if (count > 0 || id !== 0) throw failure("store/foreign", {});
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  database.exec(`CREATE TABLE migration (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at INTEGER NOT NULL
  ) STRICT`);
}
