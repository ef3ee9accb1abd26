/** Connections to a PostgreSQL server: statements and transactions, repeated where the server asks for it. */
import pg from "pg";
import { limits } from "../../../../core/limits.ts";
import type { Row } from "../../rows/row.ts";
import { StoreUnavailable } from "../../contract/unavailable.ts";

export interface Answered {
  readonly rows: readonly Row[];
  /** Rows that were read or changed. */
  readonly count: number;
}

export type Query = (text: string, values?: readonly unknown[]) => Promise<Answered>;

export interface Session {
  /** One statement, which is a transaction of its own. */
  readonly query: Query;
  /** All statements of `work` or none. */
  readonly transaction: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
  /** After what was begun is done. */
  readonly end: () => Promise<void>;
}

/** SQLSTATE of an error the server reports, e.g. 23505. Its texts may quote values, so they are not passed on. */
export class ServerError extends Error {
  override readonly name = "ServerError";
  readonly sqlState: string;

  constructor(sqlState: string) {
    super(`PostgreSQL reports ${sqlState}`);
    this.sqlState = sqlState;
  }
}

export const UNIQUE_VIOLATION = "23505";

/** serialization_failure and deadlock_detected: the server undid the transaction, for another that it let pass. */
const toBeRepeated = /^40(?:001|P01)$/;
const ATTEMPTS = 10;

/**
 * Connection, read-only server, resources, operator's intervention, system (classes 08, 25006, 53, 57, 58): the
 * operation itself is not what is wrong.
 */
const unavailable = /^(?:08|25006|53|57|58|XX)/;

export function connect(databaseUrl: string): Session {
  const pool = openPool(databaseUrl);
  const withClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let error: unknown;
    try {
      return await work(client);
    } catch (caught) {
      error = caught;
      throw caught;
    } finally {
      // One that the server has not answered in order is not used again.
      client.release(error !== undefined && sqlStateOf(error) === null);
    }
  };

  return {
    query: (text, values) => repeated(() => withClient((client) => queryBy(client)(text, values))),
    transaction: (work) => repeated(() => withClient((client) => inTransaction(client, work))),
    end: () => pool.end(),
  };
}

function openPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: limits.storeConnections,
    connectionTimeoutMillis: 10_000,
    // A little longer than the server takes to give up by itself.
    statement_timeout: 60_000,
    query_timeout: 70_000,
    keepAlive: true,
    application_name: "qrseal",
    types: numbersForInt8(),
  });
  // A connection that breaks is told to whoever waits for its answer, and replaced when one is needed. Said a second
  // time, to nobody, it would end the process.
  const ignore = (): void => undefined;
  return pool.on("error", ignore).on("connect", (client) => client.on("error", ignore));
}

async function inTransaction<T>(client: pg.PoolClient, work: (query: Query) => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    const done = await work(queryBy(client));
    await client.query("COMMIT");
    return done;
  } catch (error) {
    // On a broken connection the server does it by itself.
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/** Times and sizes, all far below 2^53; the driver gives text, since others' need not be. */
function numbersForInt8(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  return types;
}

function queryBy(client: pg.PoolClient): Query {
  return async (text, values = []) => {
    const { rows, rowCount } = await client.query<Row>({ text, values: values.map(parameterOf) });
    return { rows, count: rowCount ?? 0 };
  };
}

/** pg takes any other view for an array of numbers in some versions; a Buffer over the same bytes is always bytes. */
function parameterOf(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}

async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const sqlState = sqlStateOf(error);
      if (sqlState !== null && toBeRepeated.test(sqlState)) {
        if (attempt < ATTEMPTS) continue;
        throw new StoreUnavailable("the server found no order for operations that meet");
      }
      throw told(error, sqlState);
    }
  }
}

function told(error: unknown, sqlState: string | null): unknown {
  if (sqlState !== null) {
    return unavailable.test(sqlState)
      ? new StoreUnavailable(`PostgreSQL reports ${sqlState}`)
      : new ServerError(sqlState);
  }
  // What comes from the connection; everything else is ours.
  return comesFromConnection(error) ? new StoreUnavailable("PostgreSQL cannot be reached") : error;
}

/** null: not reported by the server. */
export function sqlStateOf(error: unknown): string | null {
  if (error instanceof ServerError) return error.sqlState;
  return error instanceof pg.DatabaseError && error.code !== undefined ? error.code : null;
}

function comesFromConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // pg's own errors of connections have no code and no class of their own.
  return (
    "syscall" in error || error instanceof AggregateError || /connect|terminat|timeout/i.test(error.message)
  );
}
