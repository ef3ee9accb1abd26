/** The one way in: a store by where it is to keep things. */
import { openMemoryStore } from "./memory/memorystore.ts";
import { openSqliteStore } from "./sqlite/sqlitestore.ts";
import type { Store } from "./contract/store.ts";

export type StorePlace = { readonly dataFolder: string } | { readonly databaseUrl: string } | "memory";

/**
 * Opens the store there, makes it where there is none, and brings its structure up to this program's. Throws
 * store/no-sqlite, store/sqlite-too-old, store/newer, store/foreign, store/unusable or store/not-durable.
 */
export async function openStore(place: StorePlace): Promise<Store> {
  if (place === "memory") return openMemoryStore();
  if ("dataFolder" in place) return openSqliteStore(place.dataFolder);
  const { openPostgresStore } = await import("./postgres/postgresstore.ts");
  return openPostgresStore(place.databaseUrl);
}
