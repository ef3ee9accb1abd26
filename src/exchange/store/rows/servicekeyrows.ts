import type { StoredServiceKeys } from "../contract/servicekeystore.ts";
import { bytesOf } from "./row.ts";
import type { Row } from "./row.ts";

export const serviceKeysColumns = ["generation", "created_at", "sealed"] as const;

export function serviceKeysValues(keys: StoredServiceKeys): readonly unknown[] {
  return [keys.generation, keys.createdAt, keys.sealed];
}

export function serviceKeysOf(row: Row): StoredServiceKeys {
  return {
    generation: row["generation"] as number,
    createdAt: row["created_at"] as number,
    sealed: bytesOf(row["sealed"]),
  };
}
