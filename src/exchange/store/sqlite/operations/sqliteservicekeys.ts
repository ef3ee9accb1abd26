import type { Operations } from "../../contract/operations.ts";
import type { ServiceKeyStore } from "../../contract/servicekeystore.ts";
import { serviceKeysColumns, serviceKeysOf, serviceKeysValues } from "../../rows/servicekeyrows.ts";
import type { Statements } from "../database/statements.ts";

export function sqliteServiceKeys({
  change,
  insertNew,
  rows,
}: Statements): Operations<keyof ServiceKeyStore> {
  return {
    serviceKeys: () =>
      rows(`SELECT ${serviceKeysColumns.join()} FROM service_keys ORDER BY generation`).map(serviceKeysOf),
    addServiceKeys: (keys) => insertNew("service_keys", serviceKeysColumns, serviceKeysValues(keys)),
    resealServiceKeys: (resealed) => {
      for (const { generation, sealed } of resealed) {
        if (change("UPDATE service_keys SET sealed = ? WHERE generation = ?", sealed, generation) === 0) {
          throw new Error("a generation to be sealed again does not exist");
        }
      }
    },
  };
}
