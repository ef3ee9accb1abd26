import { openMemoryStore } from "../../../../src/exchange/store/memory/memorystore.ts";
import { describeClosing, describeStore } from "../contract.ts";
import type { OpenTwice } from "../contract.ts";

const openTwice: OpenTwice = () => {
  const store = openMemoryStore();
  return Promise.resolve([store, store]);
};

describeStore("memory", openTwice);
describeClosing("memory", openTwice);
