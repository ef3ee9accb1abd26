/** A database on a server, brought to the structure this program works with. */
import { failure } from "../refusals.ts";
import { checksumOf, pendingMigrations } from "../migrations/migration.ts";
import type { AppliedMigration, Migration } from "../migrations/migration.ts";
import type { Query, Session } from "./session/session.ts";

/** Of the advisory lock under which the structure is changed: "qrSx". */
const LOCK = 0x71725378;

/** All pending steps in one transaction; whoever comes second waits and finds them done. Throws store/newer, store/foreign. */
export function migrate(
  session: Session,
  migrations: readonly Migration[],
  now: () => number,
): Promise<void> {
  return session.transaction(async (query) => {
    await query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    await takeOver(query);
    const { rows } = await query("SELECT number, checksum FROM qrseal.migration ORDER BY number");
    const applied = rows as unknown as readonly AppliedMigration[];
    for (const migration of pendingMigrations(migrations, applied, "postgres")) {
      await query(migration.postgres);
      await query(
        "INSERT INTO qrseal.migration (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
        [migration.number, migration.name, checksumOf(migration, "postgres"), now()],
      );
    }
  });
}

/** A database without the schema "qrseal", or with an empty one, becomes ours; another must be. Throws store/foreign. */
async function takeOver(query: Query): Promise<void> {
  const { rows } = await query(
    `SELECT to_regnamespace('qrseal') IS NOT NULL AS has_schema,
     to_regclass('qrseal.migration') IS NOT NULL AS is_ours,
     (SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('qrseal')) AS relations`,
  );
  if (rows[0]?.["is_ours"] === true) return;
  if (rows[0]?.["relations"] !== 0) throw failure("store/foreign", {});
  if (rows[0]["has_schema"] !== true) await query("CREATE SCHEMA qrseal");
  await query(
    `CREATE TABLE qrseal.migration (
       number bigint PRIMARY KEY,
       name text NOT NULL,
       checksum text NOT NULL,
       applied_at bigint NOT NULL
     )`,
  );
}
