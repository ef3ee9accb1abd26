/** Where a service that is to be killed keeps its data, and how its records are counted without it. */
import path from "node:path";
import { openDatabase } from "../../../src/exchange/store/sqlite/database/engine.ts";
import { DATABASE_FILE } from "../../../src/exchange/store/sqlite/sqlitestore.ts";
import type { PostgresServer } from "../store/postgres/support/postgresserver.ts";
import type { Place } from "./servicesweep.ts";

const COUNT = "SELECT count(*) AS count";

export const sqlitePlace = (): Promise<Place> =>
  Promise.resolve({
    args: [],
    countRecords: async (dataFolder) => {
      const database = await openDatabase(path.join(dataFolder, DATABASE_FILE));
      try {
        const check = database.prepare("PRAGMA integrity_check").get() as { integrity_check: string };
        if (check.integrity_check !== "ok")
          throw new Error(`the database is damaged: ${check.integrity_check}`);
        return (database.prepare(`${COUNT} FROM vault_record`).get() as { count: number }).count;
      } finally {
        database.close();
      }
    },
  });

export const postgresPlace = (server: PostgresServer) => async (): Promise<Place> => {
  const url = await server.newDatabase();
  return {
    args: ["--database-url", url],
    countRecords: async () => {
      const [row] = await server.run(
        `${COUNT} FROM qrseal.vault_record`,
        path.basename(new URL(url).pathname),
      );
      return Number((row as { count: string }).count);
    },
  };
};
