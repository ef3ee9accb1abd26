import type { VaultRecord } from "../contract/vaultstore.ts";
import { bytesOf } from "./row.ts";
import type { Row } from "./row.ts";

export const vaultColumns = ["id", "nonce", "encrypted_data", "tag", "signature", "stored_at"] as const;

export function vaultValues(record: VaultRecord): readonly unknown[] {
  return [record.id, record.nonce, record.encryptedData, record.tag, record.signature, record.storedAt];
}

export function vaultRecordOf(row: Row): VaultRecord {
  return {
    id: row["id"] as string,
    nonce: bytesOf(row["nonce"]),
    encryptedData: bytesOf(row["encrypted_data"]),
    tag: bytesOf(row["tag"]),
    signature: bytesOf(row["signature"]),
    storedAt: row["stored_at"] as number,
  };
}
