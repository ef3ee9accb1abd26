/** SQL on an open database, each statement prepared once. */
import type { Row } from "../../rows/row.ts";
import type { Database, Statement } from "./engine.ts";

export interface Statements {
  /** Rows that were changed. */
  readonly change: (sql: string, ...values: readonly unknown[]) => number;
  /** False, and nothing changed, where it would break a rule that rows are unique by. */
  readonly insertNew: (table: string, columns: readonly string[], values: readonly unknown[]) => boolean;
  readonly rows: (sql: string, ...values: readonly unknown[]) => readonly Row[];
  readonly row: (sql: string, ...values: readonly unknown[]) => Row | null;
  /** What the row says, or null where there is none. */
  readonly find: <T>(record: (row: Row) => T, sql: string, ...values: readonly unknown[]) => T | null;
}

export function statementsOn(database: Database): Statements {
  const prepared = new Map<string, Statement>();
  const statement = (sql: string): Statement => {
    const found = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, found);
    return found;
  };
  const change: Statements["change"] = (sql, ...values) =>
    Number(statement(sql).run(...values.map(bindable)).changes);
  const row: Statements["row"] = (sql, ...values) =>
    (statement(sql).get(...values.map(bindable)) as Row | undefined) ?? null;
  return {
    change,
    insertNew: (table, columns, values) =>
      change(
        `INSERT INTO ${table} (${columns.join()}) VALUES (${marks(columns)}) ON CONFLICT DO NOTHING`,
        ...values,
      ) === 1,
    rows: (sql, ...values) => statement(sql).all(...values.map(bindable)) as Row[],
    row,
    find: (record, sql, ...values) => {
      const found = row(sql, ...values);
      return found === null ? null : record(found);
    },
  };
}

/** As many question marks as there are columns. */
export const marks = (columns: readonly string[]): string => columns.map(() => "?").join();

const noBytes = new Uint8Array(1).subarray(1);

/** No bytes that came from another thread lie nowhere, which Node 22 takes for NULL; these lie somewhere. */
function bindable(value: unknown): unknown {
  return value instanceof Uint8Array && value.length === 0 ? noBytes : value;
}
