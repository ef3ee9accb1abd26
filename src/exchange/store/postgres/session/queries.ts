/** SQL in a session, each query a transaction of its own. */
import type { Row } from "../../rows/row.ts";
import type { Session } from "./session.ts";

export interface Queries {
  /** Rows that were changed. */
  readonly change: (text: string, ...values: readonly unknown[]) => Promise<number>;
  /**
   * False, and nothing changed, where it would break a rule that rows are unique by. Waits for another that inserts the
   * same, and gives way to it if it commits.
   */
  readonly insertNew: (
    table: string,
    columns: readonly string[],
    values: readonly unknown[],
  ) => Promise<boolean>;
  readonly rows: (text: string, ...values: readonly unknown[]) => Promise<readonly Row[]>;
  /** What the first row says, or null where there is none. */
  readonly find: <T>(
    record: (row: Row) => T,
    text: string,
    ...values: readonly unknown[]
  ) => Promise<T | null>;
}

export function queriesIn({ query }: Session): Queries {
  const change: Queries["change"] = async (text, ...values) => (await query(text, values)).count;
  const rows: Queries["rows"] = async (text, ...values) => (await query(text, values)).rows;
  return {
    change,
    insertNew: async (table, columns, values) => {
      const text = `INSERT INTO qrseal.${table} (${columns.join()}) VALUES (${marks(columns)}) ON CONFLICT DO NOTHING`;
      return (await change(text, ...values)) === 1;
    },
    rows,
    find: async (record, text, ...values) => {
      const [found] = await rows(text, ...values);
      return found === undefined ? null : record(found);
    },
  };
}

/** $1, $2, … for each of the columns. */
export const marks = (columns: readonly string[]): string => columns.map((_, at) => `$${at + 1}`).join();
