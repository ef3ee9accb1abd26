import type { PromisedOperations } from "../../contract/operations.ts";
import type { ServiceKeyStore } from "../../contract/servicekeystore.ts";
import { serviceKeysColumns, serviceKeysOf, serviceKeysValues } from "../../rows/servicekeyrows.ts";
import type { Queries } from "../session/queries.ts";
import type { Session } from "../session/session.ts";

export function postgresServiceKeys(
  { insertNew, rows }: Queries,
  { transaction }: Session,
): PromisedOperations<keyof ServiceKeyStore> {
  return {
    serviceKeys: async () => {
      const found = await rows(
        `SELECT ${serviceKeysColumns.join()} FROM qrseal.service_keys ORDER BY generation`,
      );
      return found.map(serviceKeysOf);
    },
    addServiceKeys: (keys) => insertNew("service_keys", serviceKeysColumns, serviceKeysValues(keys)),
    resealServiceKeys: (resealed) =>
      transaction(async (query) => {
        // Of two at once the second waits here, for all rows in the same order.
        await query("SELECT generation FROM qrseal.service_keys ORDER BY generation FOR UPDATE");
        for (const { generation, sealed } of resealed) {
          const text = "UPDATE qrseal.service_keys SET sealed = $1 WHERE generation = $2";
          const { count } = await query(text, [sealed, generation]);
          if (count === 0) throw new Error("a generation to be sealed again does not exist");
        }
      }),
  };
}
