import { QrsealError } from "../../../../../src/core/refusal.ts";
import { openDatabase } from "../../../../../src/exchange/store/sqlite/database/engine.ts";
import type { Engine } from "../../../../../src/exchange/store/sqlite/database/engine.ts";

/** Whether an engine can be loaded here. Rejects where one can, and is not to be trusted. */
export async function hasEngine(engine: Engine): Promise<boolean> {
  try {
    (await openDatabase(":memory:", [engine])).close();
    return true;
  } catch (error) {
    if (error instanceof QrsealError && error.code === "store/no-sqlite") return false;
    throw error;
  }
}
