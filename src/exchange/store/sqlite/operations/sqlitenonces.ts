import type { NonceStore } from "../../contract/noncestore.ts";
import type { Operations } from "../../contract/operations.ts";
import type { Statements } from "../database/statements.ts";

export function sqliteNonces({ insertNew }: Statements): Operations<keyof NonceStore> {
  return {
    useNonce: (keyId, nonce, expiresAt) =>
      insertNew("nonce", ["key_id", "nonce", "expires_at"], [keyId, nonce, expiresAt]),
  };
}
