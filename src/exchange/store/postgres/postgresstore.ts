/** The store in a database on a PostgreSQL server, in a schema of its own. */
import pg from "pg";
import { QrsealError } from "../../../core/refusal.ts";
import { failure } from "../refusals.ts";
import { migrations as allMigrations } from "../migrations/all.ts";
import type { Migration } from "../migrations/migration.ts";
import { copied } from "../contract/copied.ts";
import { storeOf } from "../contract/operations.ts";
import type { Asked, Done, Operation } from "../contract/operations.ts";
import type { Store } from "../contract/store.ts";
import { StoreUnavailable } from "../contract/unavailable.ts";
import { failIfNotDurable } from "./session/durability.ts";
import { migrate } from "./migrating.ts";
import { operationsBy } from "./operations/postgresoperations.ts";
import { connect } from "./session/session.ts";
import type { Session } from "./session/session.ts";

export interface PostgresOptions {
  /** For tests. */
  readonly migrations?: readonly Migration[];
}

/**
 * @param databaseUrl postgres://user:password@host:port/database, with what node-postgres takes after it
 *
 * Throws store/not-durable, store/newer, store/foreign, store/unusable.
 */
export async function openPostgresStore(databaseUrl: string, options: PostgresOptions = {}): Promise<Store> {
  const where = placeOf(databaseUrl);
  const session = connect(databaseUrl);
  try {
    await failIfNotDurable(session.query);
    await failIfNotUtf8(session, where);
    await migrate(session, options.migrations ?? allMigrations, Date.now);
  } catch (error) {
    await session.end();
    if (error instanceof QrsealError) throw error;
    throw failure("store/unusable", {
      where,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
  return storeBy(session);
}

/** Without user and password. */
function placeOf(databaseUrl: string): string {
  try {
    const { host, port, database } = new pg.Client({ connectionString: databaseUrl });
    return `PostgreSQL at ${host}:${port}, database ${database ?? ""}`;
  } catch {
    const reason = "it is not postgres://user:password@host:port/database";
    throw failure("store/unusable", { where: "the address of the PostgreSQL server", reason });
  }
}

/** Names are compared and sorted by their bytes, which are the same everywhere only in one encoding. */
async function failIfNotUtf8({ query }: Session, where: string): Promise<void> {
  const { rows } = await query("SELECT current_setting('server_encoding') AS encoding");
  const encoding = String(rows[0]?.["encoding"]);
  if (encoding !== "UTF8")
    throw failure("store/unusable", { where, reason: `its encoding is ${encoding}, not UTF8` });
}

function storeBy(session: Session): Store {
  const operations = operationsBy(session);
  const begun = new Set<Promise<unknown>>();
  let end: Promise<void> | null = null;
  const ask = async <Name extends Operation>({ name, given }: Asked<Name>): Promise<Done[Name]> => {
    if (end !== null) throw new StoreUnavailable("the store is closed");
    // A copy, before it waits for a connection.
    const operation = operations[name](...copied(given));
    begun.add(operation);
    try {
      return await operation;
    } finally {
      begun.delete(operation);
    }
  };
  const finish = async (): Promise<void> => {
    await Promise.allSettled(begun);
    await session.end();
  };
  return storeOf(ask, () => (end ??= finish()));
}
