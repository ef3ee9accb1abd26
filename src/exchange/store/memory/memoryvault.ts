import type { Operations } from "../contract/operations.ts";
import type { VaultRecord, VaultStore } from "../contract/vaultstore.ts";
import { removeWhere } from "./removing.ts";

export function memoryVault(): Operations<keyof VaultStore> {
  const records = new Map<string, VaultRecord>();
  return {
    putVaultRecord: (record) => {
      if (!records.has(record.id)) records.set(record.id, record);
    },
    vaultRecord: (id) => records.get(id) ?? null,
    removeVaultRecordsBefore: (time) => removeWhere(records, ({ storedAt }) => storedAt < time),
  };
}
