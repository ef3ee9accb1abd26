/**
 * The service's own keys, in generations: the newest seals, signs and is published first; all of them open and verify
 * what was made with them. Several processes may share one store: they agree on what is in it.
 */
import { wipe } from "../../core/encoding/bytes.ts";
import { bug } from "../../core/refusals.ts";
import type { RsaBits } from "../../core/keys/kinds/rsaoaep.ts";
import { systemRandom } from "../../core/random.ts";
import type { RandomSource } from "../../core/random.ts";
import type { ServiceKeyStore, StoredServiceKeys } from "../store/contract/servicekeystore.ts";
import { encodeGeneration, makeGeneration, parseGeneration } from "./generation.ts";
import type { KeyGeneration } from "./generation.ts";
import { keyLock } from "./protection.ts";
import type { KeyLock, KeyProtection } from "./protection.ts";

export interface ServiceKeys {
  /** The newest generation. */
  readonly current: () => KeyGeneration;
  /** All generations, the oldest first; the same array until there is another generation. */
  readonly all: () => readonly KeyGeneration[];
  /**
   * Takes up generations that another process has added before this was called. Costs one reading of the store, which
   * callers at the same time share. Rejects with what loadServiceKeys rejects with, the known keys staying in use.
   */
  readonly refresh: () => Promise<void>;
}

export interface ServiceKeyOptions {
  readonly store: ServiceKeyStore;
  readonly protection: KeyProtection;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** 3,072 unless given. */
  readonly rsaBits?: RsaBits | undefined;
  readonly random?: RandomSource | undefined;
}

export const DEFAULT_RSA_BITS = 3072;

/**
 * The keys in the store; on the first start they are made, which takes some seconds. Rejects with
 * servicekeys/not-opened where this protection is not theirs, servicekeys/bad-key-file or servicekeys/malformed.
 */
export async function loadServiceKeys(options: ServiceKeyOptions): Promise<ServiceKeys> {
  const { store, protection, now, rsaBits = DEFAULT_RSA_BITS, random = systemRandom } = options;
  let rows = await store.serviceKeys();
  if (rows.length === 0) {
    const lock = await keyLock(protection, [], random);
    await addGeneration(store, lock, await makeGeneration({ now: now(), rsaBits, random, previous: null }));
    // Another process may have been first: what is in the store now is what all of them use.
    rows = await store.serviceKeys();
  }
  const lock = await keyLock(protection, rows, random);
  return keepGenerations(store, lock, openGenerations(rows, lock));
}

/** Whether it was added: false where that generation exists already. */
export async function addGeneration(
  store: ServiceKeyStore,
  lock: KeyLock,
  made: KeyGeneration,
): Promise<boolean> {
  const secret = encodeGeneration(made);
  const row = lock.seal(made.generation, made.createdAt, secret);
  wipe(secret);
  return store.addServiceKeys(row);
}

export function openGenerations(rows: readonly StoredServiceKeys[], lock: KeyLock): KeyGeneration[] {
  return rows.map((row) => parseGeneration(row.generation, row.createdAt, lock.open(row)));
}

function keepGenerations(
  store: ServiceKeyStore,
  lock: KeyLock,
  loaded: readonly KeyGeneration[],
): ServiceKeys {
  let generations = loaded;
  const read = async (): Promise<void> => {
    const rows = await store.serviceKeys();
    const newest = newestOf(generations).generation;
    const added = rows.filter(({ generation }) => generation > newest);
    if (added.length > 0) generations = [...generations, ...openGenerations(added, lock)];
  };

  // A reading under way may have begun before the change that a caller wants to see: that one shares the next.
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = (): Promise<void> => {
    running = read().finally(() => {
      running = null;
    });
    return running;
  };
  return {
    current: () => newestOf(generations),
    all: () => generations,
    refresh: () => {
      if (running === null) return start();
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = null;
          return start();
        });
      return next;
    },
  };
}

export function newestOf(generations: readonly KeyGeneration[]): KeyGeneration {
  const newest = generations.at(-1);
  if (newest === undefined) throw bug("no service keys");
  return newest;
}
