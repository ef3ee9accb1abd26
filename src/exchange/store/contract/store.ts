/**
 * What the exchange keeps, and what each operation promises: an area a file. One contract for memory, SQLite and
 * PostgreSQL; the contract suite runs against all three.
 *
 * Durable: when the promise of a method that changes something resolves, the change survives the end of the process
 * and the loss of power (memory excepted, which keeps nothing). Atomic: each method happens whole or not at all, and
 * two that run at the same time, also in two processes, have the effect of one after the other. A rejected promise
 * means that the change may or may not have been made; repeating the call with the same arguments is safe.
 *
 * Times are whole milliseconds since 1970 (UTC). Nobody's plaintext and no key in the clear ever gets here.
 */
import type { DepositStore } from "./depositstore.ts";
import type { NonceStore } from "./noncestore.ts";
import type { ParticipantStore } from "./participantstore.ts";
import type { ServiceKeyStore } from "./servicekeystore.ts";
import type { UpkeepStore } from "./upkeepstore.ts";
import type { VaultStore } from "./vaultstore.ts";

export interface Store
  extends VaultStore, ServiceKeyStore, ParticipantStore, NonceStore, DepositStore, UpkeepStore {
  /** After what was begun is done. */
  close(): Promise<void>;
}
