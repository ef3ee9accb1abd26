/** What the vault does with data: seals and keeps them, finds them sound, and opens what a generation of its keys has signed. */
import type { RandomSource } from "../../core/random.ts";
import type { ServiceKeys } from "../keys/servicekeys.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import type { VaultRecord, VaultStore } from "../store/contract/vaultstore.ts";
import { openData, recordIdOf, sealData, signerOf } from "./sealing.ts";
import type { SealedData } from "./sealing.ts";

export interface VaultNeeds {
  readonly store: VaultStore;
  readonly keys: ServiceKeys;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: RandomSource;
}

/** Answered only after it is stored for good. */
export async function keep(data: string, { store, keys, now, random }: VaultNeeds): Promise<VaultRecord> {
  const sealed = await sealData(data, keys.current(), random);
  const record = { ...sealed, id: recordIdOf(sealed), storedAt: now() };
  await store.putVaultRecord(record);
  return record;
}

/** Throws vault/unknown, or vault/damaged where the row is not the one that was stored under this id. */
export async function soundRecord(id: string, store: VaultStore): Promise<VaultRecord> {
  const record = await store.vaultRecord(id);
  if (record === null) throw new RequestRefused("vault/unknown");
  if (recordIdOf(record) !== id) throw new RequestRefused("vault/damaged");
  return record;
}

/** The text, or null where no generation of this service has signed it as it is. */
export async function openVerified(sealed: SealedData, keys: ServiceKeys): Promise<string | null> {
  const signer = await knownSignerOf(sealed, keys);
  return signer === null ? null : openData(sealed, signer);
}

export async function knownSignerOf(sealed: SealedData, keys: ServiceKeys): ReturnType<typeof signerOf> {
  const known = keys.all();
  const signer = await signerOf(sealed, known);
  if (signer !== null) return signer;
  // Another process may have rotated the keys since, and sealed this with the new ones.
  await keys.refresh();
  return signerOf(sealed, keys.all().slice(known.length));
}
