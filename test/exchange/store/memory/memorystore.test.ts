import { openMemoryStore } from "../../../../src/exchange/store/memory/memorystore.ts";
import { describeStore } from "../contract/describestore.ts";
import type { OpenTwice } from "../contract/contract.ts";

const openTwice: OpenTwice = () => {
  const store = openMemoryStore();
  return Promise.resolve([store, store]);
};

describeStore("memory", openTwice);
