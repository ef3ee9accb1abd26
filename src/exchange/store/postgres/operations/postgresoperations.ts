/**
 * The operations of a store on PostgreSQL, at its default isolation (READ COMMITTED): a statement that meets a row which
 * another transaction changes waits for it, and looks again at what became of the row.
 */
import type { PromisedOperations } from "../../contract/operations.ts";
import { queriesIn } from "../session/queries.ts";
import type { Session } from "../session/session.ts";
import { postgresDeposits } from "./postgresdeposits.ts";
import { postgresNonces } from "./postgresnonces.ts";
import { postgresParticipants } from "./postgresparticipants.ts";
import { postgresServiceKeys } from "./postgresservicekeys.ts";
import { postgresUpkeep } from "./postgresupkeep.ts";
import { postgresVault } from "./postgresvault.ts";

export function operationsBy(session: Session): PromisedOperations {
  const queries = queriesIn(session);
  return {
    ...postgresVault(queries),
    ...postgresServiceKeys(queries, session),
    ...postgresParticipants(queries),
    ...postgresNonces(queries),
    ...postgresDeposits(queries),
    ...postgresUpkeep(queries, session),
  };
}
