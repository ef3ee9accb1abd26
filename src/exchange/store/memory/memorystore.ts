/** The contract in plain words: for tests, and for trying the service out. Keeps nothing. */
import { copied } from "../contract/copied.ts";
import { storeOf } from "../contract/operations.ts";
import type { Asked, Done, Operation, Operations } from "../contract/operations.ts";
import type { Store } from "../contract/store.ts";
import { StoreUnavailable } from "../contract/unavailable.ts";
import { memoryDeposits } from "./memorydeposits.ts";
import type { HeldDeposits } from "./memorydeposits.ts";
import { memoryNonces } from "./memorynonces.ts";
import type { HeldNonces } from "./memorynonces.ts";
import { memoryParticipants } from "./memoryparticipants.ts";
import { memoryServiceKeys } from "./memoryservicekeys.ts";
import { memoryUpkeep } from "./memoryupkeep.ts";
import { memoryVault } from "./memoryvault.ts";

export function openMemoryStore(): Store {
  const operations = memoryOperations();
  let isClosed = false;
  const done = <Name extends Operation>({ name, given }: Asked<Name>): Done[Name] => {
    if (isClosed) throw new StoreUnavailable("the store is closed");
    return copied(operations[name](...copied(given)));
  };
  return storeOf(
    (asked) =>
      new Promise((resolve) => {
        resolve(done(asked));
      }),
    () => {
      isClosed = true;
      return Promise.resolve();
    },
  );
}

/** Nothing in these waits, so nothing comes between the lines of one operation. */
function memoryOperations(): Operations {
  const nonces: HeldNonces = new Map();
  const deposits: HeldDeposits = new Map();
  return {
    ...memoryVault(),
    ...memoryServiceKeys(),
    ...memoryParticipants(),
    ...memoryNonces(nonces),
    ...memoryDeposits(deposits),
    ...memoryUpkeep(nonces, deposits),
  };
}
