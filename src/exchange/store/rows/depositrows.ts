import type { Deposit } from "../contract/depositstore.ts";
import { bytesOf, bytesOrNull } from "./row.ts";
import type { Row } from "./row.ts";

export const depositColumns = [
  "id",
  "depositor",
  "size",
  "digest",
  "piece_bytes",
  "once",
  "read_token_hash",
  "created_at",
  "expires_at",
  "state",
  "claim_hash",
  "claimed_at",
  "receipt",
] as const;

export function depositValues(deposit: Deposit): readonly unknown[] {
  return [
    deposit.id,
    deposit.depositor,
    deposit.size,
    deposit.digest,
    deposit.pieceBytes,
    deposit.once ? 1 : 0,
    deposit.readTokenHash,
    deposit.createdAt,
    deposit.expiresAt,
    deposit.state,
    deposit.claimHash,
    deposit.claimedAt,
    deposit.receipt,
  ];
}

export function depositOf(row: Row): Deposit {
  return {
    id: row["id"] as string,
    depositor: row["depositor"] as string,
    size: row["size"] as number,
    digest: bytesOf(row["digest"]),
    pieceBytes: row["piece_bytes"] as number,
    once: row["once"] === 1,
    readTokenHash: bytesOf(row["read_token_hash"]),
    createdAt: row["created_at"] as number,
    expiresAt: row["expires_at"] as number,
    state: row["state"] as Deposit["state"],
    claimHash: bytesOrNull(row["claim_hash"]),
    claimedAt: row["claimed_at"] as number | null,
    receipt: row["receipt"] as string | null,
  };
}
