/** Every sentence of src/exchange/store/contract, asked of one store: each area of one that is empty at first. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshId, vaultRecord } from "../support/samplerecords.ts";
import { twoWays } from "./contract.ts";
import type { Contract, OpenTwice, TwoWays } from "./contract.ts";
import { copyContract } from "./copycontract.ts";
import { depositContract } from "./depositcontract.ts";
import { nonceContract } from "./noncecontract.ts";
import { participantContract } from "./participantcontract.ts";
import { serviceKeyContract } from "./servicekeycontract.ts";
import { upkeepContract } from "./upkeepcontract.ts";
import { vaultContract } from "./vaultcontract.ts";

const areas: Readonly<Record<string, Contract>> = {
  "vault records": vaultContract,
  "service keys": serviceKeyContract,
  participants: participantContract,
  nonces: nonceContract,
  deposits: depositContract,
  upkeep: upkeepContract,
  "what is handed in and out": copyContract,
};

export function describeStore(name: string, openTwice: OpenTwice): void {
  describe(`the store in ${name}`, () => {
    for (const [area, contract] of Object.entries(areas)) {
      describe(`of ${area}`, () => {
        describeArea(contract, openTwice);
      });
    }
  });
  describeClosing(name, openTwice);
}

function describeArea(contract: Contract, openTwice: OpenTwice): void {
  let opened: TwoWays | null = null;
  const ways = (): TwoWays => {
    if (opened === null) throw new Error("the store was not opened");
    return opened;
  };
  beforeAll(async () => {
    opened = await twoWays(openTwice);
  });
  afterAll(async () => {
    const { store, other } = ways();
    await store.close();
    if (other !== store) await other.close();
  });
  contract((sentence, holds) => {
    it(sentence, () => holds(ways()));
  });
}

function describeClosing(name: string, openTwice: OpenTwice): void {
  describe(`closing the store in ${name}`, () => {
    it("ends after what was begun is done, and takes nothing more", async () => {
      const [store, other] = await openTwice();
      const records = Array.from({ length: 20 }, () => vaultRecord());
      const outcomes = records.map((record) => store.putVaultRecord(record));
      const closing = store.close();
      await expect(Promise.all(outcomes)).resolves.toHaveLength(20);
      await closing;
      await expect(store.putVaultRecord(vaultRecord())).rejects.toThrow("closed");
      await expect(store.vaultRecord(freshId())).rejects.toThrow("closed");
      await expect(store.ping()).rejects.toThrow("closed");
      await expect(store.close()).resolves.toBeUndefined();
      if (other === store) return;
      expect(await Promise.all(records.map(({ id }) => other.vaultRecord(id)))).toEqual(records);
      await other.close();
    });
  });
}
