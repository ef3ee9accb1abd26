import type { NonceStore } from "../../contract/noncestore.ts";
import type { PromisedOperations } from "../../contract/operations.ts";
import type { Queries } from "../session/queries.ts";

export function postgresNonces({ insertNew }: Queries): PromisedOperations<keyof NonceStore> {
  return {
    useNonce: (keyId, nonce, expiresAt) =>
      insertNew("nonce", ["key_id", "nonce", "expires_at"], [keyId, nonce, expiresAt]),
  };
}
