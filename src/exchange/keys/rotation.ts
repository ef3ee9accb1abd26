/** What an administrator does with the service's keys: a new generation, another passphrase or key file. */
import { wipe } from "../../core/encoding/bytes.ts";
import { QrsealError } from "../../core/refusal.ts";
import { systemRandom } from "../../core/random.ts";
import type { RandomSource } from "../../core/random.ts";
import type { ServiceKeyStore, StoredServiceKeys } from "../store/contract/servicekeystore.ts";
import { fingerprintsOf, makeGeneration } from "./generation.ts";
import type { KeyFingerprints } from "./generation.ts";
import { keyLock } from "./protection.ts";
import type { KeyLock, KeyProtection } from "./protection.ts";
import { addGeneration, DEFAULT_RSA_BITS, newestOf, openGenerations } from "./servicekeys.ts";
import type { ServiceKeyOptions } from "./servicekeys.ts";

export interface RotatedKeys {
  readonly generation: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly fingerprints: KeyFingerprints;
}

/**
 * Adds a generation, signed by the identity of the one before; where there is none yet, the first. Those before go on
 * opening and verifying. Processes that serve take it up with their next `refresh()`. Rejects as loadServiceKeys.
 */
export async function rotateServiceKeys(options: ServiceKeyOptions): Promise<RotatedKeys> {
  const { store, protection, now, rsaBits = DEFAULT_RSA_BITS, random = systemRandom } = options;
  for (;;) {
    const rows = await store.serviceKeys();
    const lock = await keyLock(protection, rows, random);
    const known = openGenerations(rows, lock);
    const previous = known.length === 0 ? null : newestOf(known);
    const made = await makeGeneration({ now: now(), rsaBits, random, previous });
    // Lost only to another rotation, on top of which this one then goes.
    if (await addGeneration(store, lock, made)) {
      return {
        generation: made.generation,
        createdAt: made.createdAt,
        fingerprints: fingerprintsOf(made),
      };
    }
  }
}

export interface ProtectionChange {
  readonly store: ServiceKeyStore;
  readonly from: KeyProtection;
  readonly to: KeyProtection;
  readonly random?: RandomSource | undefined;
}

/**
 * Seals every generation under another passphrase or key file. May be repeated after it was cut short, or where a
 * rotation crossed it: what is under `to` already is taken as well. Rejects as loadServiceKeys, nothing changed.
 */
export async function changeProtection({
  store,
  from,
  to,
  random = systemRandom,
}: ProtectionChange): Promise<void> {
  const rows = await store.serviceKeys();
  const [before, after, renewed] = await Promise.all([
    keyLock(from, rows, random),
    keyLock(to, rows, random),
    keyLock(to, [], random),
  ]);
  await store.resealServiceKeys(
    rows.map((row) => {
      const secret = openWithEither(row, before, after);
      const resealed = renewed.seal(row.generation, row.createdAt, secret);
      wipe(secret);
      return resealed;
    }),
  );
}

function openWithEither(row: StoredServiceKeys, before: KeyLock, after: KeyLock): Uint8Array {
  try {
    return before.open(row);
  } catch (error) {
    if (!(error instanceof QrsealError) || error.code !== "servicekeys/not-opened") throw error;
    try {
      return after.open(row);
    } catch {
      // What was asked for by name is what did not open it.
      throw error;
    }
  }
}
