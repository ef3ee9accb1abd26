import type { EffectsOf } from "./effects.ts";

/** What was signed once and may not come a second time, whoever signed it and over whichever way it came. */
export interface NonceStore {
  /** True for exactly one caller of a pair of key and nonce, until it is removed as expired. */
  useNonce(keyId: string, nonce: string, expiresAt: number): Promise<boolean>;
}

export const nonceEffects = { useNonce: "changes" } as const satisfies EffectsOf<NonceStore>;
