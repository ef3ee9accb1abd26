import type { EffectsOf } from "./effects.ts";

/** The private keys of one generation, sealed under a key that the store never sees. */
export interface StoredServiceKeys {
  /** 1, 2, 3 … */
  readonly generation: number;
  readonly createdAt: number;
  readonly sealed: Uint8Array;
}

export interface ServiceKeyStore {
  /** All generations, the oldest first. */
  serviceKeys(): Promise<readonly StoredServiceKeys[]>;
  /** False, and nothing changed, where the generation exists already: of two replicas that start together one wins. */
  addServiceKeys(keys: StoredServiceKeys): Promise<boolean>;
  /**
   * Replaces what is sealed of generations that exist, all or none: the passphrase was changed. Rejects where one does
   * not exist.
   */
  resealServiceKeys(keys: readonly StoredServiceKeys[]): Promise<void>;
}

export const serviceKeyEffects = {
  serviceKeys: "reads",
  addServiceKeys: "changes",
  resealServiceKeys: "changes",
} as const satisfies EffectsOf<ServiceKeyStore>;
