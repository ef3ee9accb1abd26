import type { Operations } from "../contract/operations.ts";
import type { ServiceKeyStore, StoredServiceKeys } from "../contract/servicekeystore.ts";

export function memoryServiceKeys(): Operations<keyof ServiceKeyStore> {
  const keys = new Map<number, StoredServiceKeys>();
  return {
    serviceKeys: () => Array.from(keys.values()).sort((a, b) => a.generation - b.generation),
    addServiceKeys: (added) => {
      if (keys.has(added.generation)) return false;
      keys.set(added.generation, added);
      return true;
    },
    resealServiceKeys: (resealed) => {
      if (!resealed.every(({ generation }) => keys.has(generation))) {
        throw new Error("a generation to be sealed again does not exist");
      }
      for (const { generation, sealed } of resealed) {
        const stored = keys.get(generation);
        if (stored !== undefined) keys.set(generation, { ...stored, sealed });
      }
    },
  };
}
