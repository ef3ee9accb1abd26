import type { Operations } from "../../contract/operations.ts";
import type { UpkeepStore } from "../../contract/upkeepstore.ts";
import type { Statements } from "../database/statements.ts";

export function sqliteUpkeep({ change, row }: Statements): Operations<keyof UpkeepStore> {
  return {
    ping: () => {
      row("SELECT 1");
    },
    removeExpired: (time) => ({
      nonces: change("DELETE FROM nonce WHERE expires_at < ?", time),
      deposits: change("DELETE FROM deposit WHERE expires_at < ?", time),
    }),
  };
}
