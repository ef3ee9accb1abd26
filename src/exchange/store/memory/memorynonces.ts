import type { NonceStore } from "../contract/noncestore.ts";
import type { Operations } from "../contract/operations.ts";

/** Until when each is kept, by its pair of key and nonce. */
export type HeldNonces = Map<string, number>;

export function memoryNonces(nonces: HeldNonces): Operations<keyof NonceStore> {
  return {
    useNonce: (keyId, nonce, expiresAt) => {
      const pair = JSON.stringify([keyId, nonce]);
      if (nonces.has(pair)) return false;
      nonces.set(pair, expiresAt);
      return true;
    },
  };
}
