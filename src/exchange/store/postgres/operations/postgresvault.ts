import type { PromisedOperations } from "../../contract/operations.ts";
import type { VaultStore } from "../../contract/vaultstore.ts";
import { vaultColumns, vaultRecordOf, vaultValues } from "../../rows/vaultrows.ts";
import type { Queries } from "../session/queries.ts";

export function postgresVault({ change, insertNew, find }: Queries): PromisedOperations<keyof VaultStore> {
  return {
    putVaultRecord: async (record) => {
      await insertNew("vault_record", vaultColumns, vaultValues(record));
    },
    vaultRecord: (id) =>
      find(vaultRecordOf, `SELECT ${vaultColumns.join()} FROM qrseal.vault_record WHERE id = $1`, id),
    removeVaultRecordsBefore: (time) => change("DELETE FROM qrseal.vault_record WHERE stored_at < $1", time),
  };
}
