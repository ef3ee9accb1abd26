/** Deposits as tests of a store need them, by one way into it. */
import type { Deposit } from "../../../../src/exchange/store/contract/depositstore.ts";
import type { Store } from "../../../../src/exchange/store/contract/store.ts";
import { bytes, deposit } from "../support/samplerecords.ts";

export async function added(by: Store, changed: Partial<Deposit> = {}): Promise<Deposit> {
  const made = deposit(changed);
  await by.addDeposit(made);
  return made;
}

/** The id of one with a piece. */
export async function completed(by: Store, changed: Partial<Deposit> = {}): Promise<string> {
  const { id } = await added(by, changed);
  await by.putPiece(id, 0, bytes(100));
  await by.completeDeposit(id, "signed");
  return id;
}
