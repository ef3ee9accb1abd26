import type { PromisedOperations } from "../../contract/operations.ts";
import { StoreUnavailable } from "../../contract/unavailable.ts";
import type { UpkeepStore } from "../../contract/upkeepstore.ts";
import { failIfNotDurable } from "../session/durability.ts";
import type { Queries } from "../session/queries.ts";
import type { Session } from "../session/session.ts";

export function postgresUpkeep({ rows }: Queries, { query }: Session): PromisedOperations<keyof UpkeepStore> {
  return {
    ping: async () => {
      // A copy of another server is among those that only read.
      const [found] = await rows("SELECT current_setting('transaction_read_only') AS only_reads");
      if (found?.["only_reads"] !== "off") throw new StoreUnavailable("the server takes no changes");
      await failIfNotDurable(query);
    },
    removeExpired: async (time) => {
      const [removed] = await rows(
        `WITH nonces AS (DELETE FROM qrseal.nonce WHERE expires_at < $1 RETURNING 1),
         deposits AS (DELETE FROM qrseal.deposit WHERE expires_at < $1 RETURNING 1)
         SELECT (SELECT count(*) FROM nonces) AS nonces, (SELECT count(*) FROM deposits) AS deposits`,
        time,
      );
      return { nonces: removed?.["nonces"] as number, deposits: removed?.["deposits"] as number };
    },
  };
}
