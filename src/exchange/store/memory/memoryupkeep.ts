import type { Operations } from "../contract/operations.ts";
import type { UpkeepStore } from "../contract/upkeepstore.ts";
import type { HeldDeposits } from "./memorydeposits.ts";
import type { HeldNonces } from "./memorynonces.ts";
import { removeWhere } from "./removing.ts";

export function memoryUpkeep(nonces: HeldNonces, deposits: HeldDeposits): Operations<keyof UpkeepStore> {
  return {
    ping: () => undefined,
    removeExpired: (time) => ({
      nonces: removeWhere(nonces, (expiresAt) => expiresAt < time),
      deposits: removeWhere(deposits, ({ deposit }) => deposit.expiresAt < time),
    }),
  };
}
