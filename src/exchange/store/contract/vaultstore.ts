import type { EffectsOf } from "./effects.ts";

/** A sealed string and what the service signed over it. */
export interface VaultRecord {
  /** Derived from the other fields, so that a row moved to another id is noticed. */
  readonly id: string;
  readonly nonce: Uint8Array;
  readonly encryptedData: Uint8Array;
  readonly tag: Uint8Array;
  readonly signature: Uint8Array;
  readonly storedAt: number;
}

export interface VaultStore {
  /** Storing the same record again changes nothing. */
  putVaultRecord(record: VaultRecord): Promise<void>;
  vaultRecord(id: string): Promise<VaultRecord | null>;
  /** How many records went. */
  removeVaultRecordsBefore(time: number): Promise<number>;
}

export const vaultEffects = {
  putVaultRecord: "changes",
  vaultRecord: "reads",
  removeVaultRecordsBefore: "erases",
} as const satisfies EffectsOf<VaultStore>;
