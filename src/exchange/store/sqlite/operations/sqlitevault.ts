import type { Operations } from "../../contract/operations.ts";
import type { VaultStore } from "../../contract/vaultstore.ts";
import { vaultColumns, vaultRecordOf, vaultValues } from "../../rows/vaultrows.ts";
import type { Statements } from "../database/statements.ts";

export function sqliteVault({ change, insertNew, find }: Statements): Operations<keyof VaultStore> {
  return {
    putVaultRecord: (record) => {
      insertNew("vault_record", vaultColumns, vaultValues(record));
    },
    vaultRecord: (id) =>
      find(vaultRecordOf, `SELECT ${vaultColumns.join()} FROM vault_record WHERE id = ?`, id),
    removeVaultRecordsBefore: (time) => change("DELETE FROM vault_record WHERE stored_at < ?", time),
  };
}
