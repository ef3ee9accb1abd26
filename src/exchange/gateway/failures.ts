/**
 * How often what came with a session key could not be decrypted. CBC is not authenticated: who recorded a request can
 * alter it and learn from whether it is still taken for JSON what is in it, a little with every attempt and only with
 * that session key, since RSA-OAEP cannot be altered. After a few failures a session key opens no CBC any more.
 */
import { createHash } from "node:crypto";
import { concat } from "../../core/encoding/bytes.ts";
import { limits } from "../../core/limits.ts";
import type { RandomSource } from "../../core/random.ts";

export interface FailureCount {
  isSpent(encryptedSessionKey: Uint8Array): boolean;
  note(encryptedSessionKey: Uint8Array): void;
}

/**
 * A table that never forgets and never grows: session keys that share a place are refused together, which takes
 * millions of failures to happen to anybody. A list that drops the oldest could be emptied by whoever sends enough.
 */
export function countFailures(random: RandomSource): FailureCount {
  const counts = new Uint8Array(limits.gatewayFailureCounters);
  const salt = random(32);
  const placeOf = (encryptedSessionKey: Uint8Array): number =>
    createHash("sha256").update(concat(salt, encryptedSessionKey)).digest().readUInt32LE(0) % counts.length;
  return {
    isSpent: (key) => (counts[placeOf(key)] ?? 0) >= limits.gatewayFailures,
    note: (key) => {
      const place = placeOf(key);
      counts[place] = Math.min(255, (counts[place] ?? 0) + 1);
    },
  };
}
