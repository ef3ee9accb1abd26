import { expect } from "vitest";
import { FAR, freshId } from "../support/samplerecords.ts";
import { winners } from "./contract.ts";
import type { Contract } from "./contract.ts";

export const nonceContract: Contract = (it) => {
  it("lets exactly one of many use one", async ({ store, race }) => {
    const [key, nonce] = [freshId(), freshId()];
    expect(winners(await race((by) => by.useNonce(key, nonce, FAR)))).toBe(1);
    expect(await store.useNonce(key, nonce, FAR + 1)).toBe(false);
  });

  it("takes the pair of key and nonce, however they are cut", async ({ store }) => {
    const key = freshId();
    expect(await store.useNonce(key, "ab", FAR)).toBe(true);
    expect(await store.useNonce(`${key}a`, "b", FAR)).toBe(true);
    expect(await store.useNonce(`${key}ab`, "", FAR)).toBe(true);
    expect(await store.useNonce(freshId(), "ab", FAR)).toBe(true);
    expect(await store.useNonce(key, "ab", FAR)).toBe(false);
  });

  it("keeps one until its time ended, and no longer", async ({ store }) => {
    const key = freshId();
    await store.useNonce(key, "early", 1_000);
    await store.useNonce(key, "late", 1_001);
    expect(await store.removeExpired(1_000)).toEqual({ nonces: 0, deposits: 0 });
    expect(await store.useNonce(key, "early", FAR)).toBe(false);
    expect(await store.removeExpired(1_001)).toEqual({ nonces: 1, deposits: 0 });
    expect(await store.useNonce(key, "early", FAR)).toBe(true);
    expect(await store.useNonce(key, "late", FAR)).toBe(false);
    expect(await store.removeExpired(1_002)).toEqual({ nonces: 1, deposits: 0 });
  });
};
