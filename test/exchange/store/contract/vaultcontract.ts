import { expect } from "vitest";
import { bytes, freshId, vaultRecord } from "../support/samplerecords.ts";
import { RACERS } from "./contract.ts";
import type { Contract } from "./contract.ts";

export const vaultContract: Contract = (it) => {
  it("gives back what was put in, by every way in", async ({ store, other }) => {
    const record = vaultRecord({ encryptedData: bytes(9_000) });
    await store.putVaultRecord(record);
    expect(await store.vaultRecord(record.id)).toEqual(record);
    expect(await other.vaultRecord(record.id)).toEqual(record);
  });

  it("keeps empty bytes and every value of a byte", async ({ store }) => {
    const all = Uint8Array.from({ length: 256 }, (_, value) => value);
    const record = vaultRecord({ encryptedData: new Uint8Array(0), tag: all });
    await store.putVaultRecord(record);
    expect(await store.vaultRecord(record.id)).toEqual(record);
  });

  it("knows none by another id", async ({ store }) => {
    expect(await store.vaultRecord(freshId())).toBeNull();
  });

  it("is not changed by storing the same again, and keeps the first where ids are the same", async ({
    store,
    other,
  }) => {
    const record = vaultRecord();
    await Promise.all([store.putVaultRecord(record), other.putVaultRecord(record)]);
    await store.putVaultRecord({ ...vaultRecord(), id: record.id });
    expect(await store.vaultRecord(record.id)).toEqual(record);
  });

  it("removes those stored before a time, not at it, and counts them", async ({ store }) => {
    const old = [100, 199].map((storedAt) => vaultRecord({ storedAt }));
    const kept = vaultRecord({ storedAt: 200 });
    for (const record of [...old, kept]) await store.putVaultRecord(record);
    expect(await store.removeVaultRecordsBefore(200)).toBe(2);
    expect(await store.removeVaultRecordsBefore(200)).toBe(0);
    for (const { id } of old) expect(await store.vaultRecord(id)).toBeNull();
    expect(await store.vaultRecord(kept.id)).toEqual(kept);
    expect(await store.removeVaultRecordsBefore(201)).toBe(1);
  });

  it("keeps what is put in at the same time, all of it", async ({ other, race }) => {
    const records = Array.from({ length: RACERS }, () => vaultRecord());
    await race((by, racer) => by.putVaultRecord(records[racer] ?? vaultRecord()));
    expect(await Promise.all(records.map(({ id }) => other.vaultRecord(id)))).toEqual(records);
  });
};
