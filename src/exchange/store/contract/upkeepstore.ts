import type { EffectsOf } from "./effects.ts";

/** What concerns several areas of a store at once. */
export interface UpkeepStore {
  /** Resolves if reads and writes can be served now. */
  ping(): Promise<void>;
  /** Removes nonces and deposits (with their pieces) whose time ended before `time`. How many went. */
  removeExpired(time: number): Promise<{ readonly nonces: number; readonly deposits: number }>;
}

export const upkeepEffects = {
  // It changes nothing, and is told only by the way that changes take whether they can be made.
  ping: "changes",
  removeExpired: "erases",
} as const satisfies EffectsOf<UpkeepStore>;
