import { expect } from "vitest";
import { bytes } from "../support/samplerecords.ts";
import { RACERS, winners } from "./contract.ts";
import type { Contract } from "./contract.ts";

const keysOf = (generation: number): { generation: number; createdAt: number; sealed: Uint8Array } => ({
  generation,
  createdAt: 1_790_000_000_000 + generation,
  sealed: bytes(3_000),
});

export const serviceKeyContract: Contract = (it) => {
  it("has none at first, then all generations, the oldest first", async ({ store, other }) => {
    expect(await store.serviceKeys()).toEqual([]);
    const [first, second, tenth] = [keysOf(1), keysOf(2), keysOf(10)];
    for (const each of [tenth, first, second]) expect(await store.addServiceKeys(each)).toBe(true);
    expect(await store.serviceKeys()).toEqual([first, second, tenth]);
    expect(await other.serviceKeys()).toEqual([first, second, tenth]);
  });

  it("takes a generation from exactly one of many who add it, and keeps that one's", async ({
    store,
    race,
  }) => {
    const offered = Array.from({ length: RACERS }, () => keysOf(11));
    const answers = await race((by, racer) => by.addServiceKeys(offered[racer] ?? keysOf(11)));
    expect(winners(answers)).toBe(1);
    expect((await store.serviceKeys()).at(-1)).toEqual(offered[answers.indexOf(true)]);
  });

  it("seals generations again, and nothing else of them", async ({ store, other }) => {
    const before = await store.serviceKeys();
    const [first, second] = [bytes(3_000), bytes(3_100)];
    await store.resealServiceKeys([
      { ...keysOf(1), createdAt: 7, sealed: first },
      { ...keysOf(2), sealed: second },
    ]);
    const sealedNow = (generation: number, sealed: Uint8Array): Uint8Array =>
      generation === 1 ? first : generation === 2 ? second : sealed;
    expect(await other.serviceKeys()).toEqual(
      before.map((each) => ({ ...each, sealed: sealedNow(each.generation, each.sealed) })),
    );
  });

  it("seals none again where one does not exist", async ({ store }) => {
    const before = await store.serviceKeys();
    await expect(store.resealServiceKeys([keysOf(1), keysOf(999)])).rejects.toThrow("does not exist");
    await expect(store.resealServiceKeys([keysOf(999), keysOf(2)])).rejects.toThrow("does not exist");
    expect(await store.serviceKeys()).toEqual(before);
  });

  it("is resealed by two at once as by one after the other", async ({ store, race }) => {
    const sets = Array.from({ length: RACERS }, () => [keysOf(1), keysOf(2), keysOf(10)]);
    await race((by, racer) => {
      const set = sets[racer] ?? [];
      return by.resealServiceKeys(racer % 3 === 0 ? set.toReversed() : set);
    });
    const [first, second, tenth] = await store.serviceKeys();
    const last = sets.find(
      (set) => Buffer.compare(set[0]?.sealed ?? bytes(1), first?.sealed ?? bytes(1)) === 0,
    );
    expect([first?.sealed, second?.sealed, tenth?.sealed]).toEqual(last?.map(({ sealed }) => sealed));
  });
};
