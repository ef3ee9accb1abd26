import { expect } from "vitest";
import { freshId } from "../support/samplerecords.ts";
import type { Contract } from "./contract.ts";
import { added } from "./deposited.ts";

export const upkeepContract: Contract = (it) => {
  it("can be asked whether it serves", async ({ store }) => {
    await expect(store.ping()).resolves.toBeUndefined();
  });

  it("expires once, for those who remove what expired at the same time", async ({ store, race }) => {
    for (let count = 0; count < 10; count++) {
      await added(store, { expiresAt: 3_000 });
      await store.useNonce(freshId(), freshId(), 3_000);
    }
    const removed = await race((by) => by.removeExpired(3_001));
    expect(removed.reduce((sum, { nonces }) => sum + nonces, 0)).toBe(10);
    expect(removed.reduce((sum, { deposits }) => sum + deposits, 0)).toBe(10);
  });
};
