/** The operations of a store on SQLite, each to be carried out inside a transaction, one after the other. */
import type { Operations } from "../../contract/operations.ts";
import type { Database } from "../database/engine.ts";
import { statementsOn } from "../database/statements.ts";
import { sqliteDeposits } from "./sqlitedeposits.ts";
import { sqliteNonces } from "./sqlitenonces.ts";
import { sqliteParticipants } from "./sqliteparticipants.ts";
import { sqliteServiceKeys } from "./sqliteservicekeys.ts";
import { sqliteUpkeep } from "./sqliteupkeep.ts";
import { sqliteVault } from "./sqlitevault.ts";

export function operationsOn(database: Database): Operations {
  const statements = statementsOn(database);
  return {
    ...sqliteVault(statements),
    ...sqliteServiceKeys(statements),
    ...sqliteParticipants(statements),
    ...sqliteNonces(statements),
    ...sqliteDeposits(statements),
    ...sqliteUpkeep(statements),
  };
}
