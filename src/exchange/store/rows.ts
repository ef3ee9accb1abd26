/** Rows of both databases to records and back: the columns are called the same in both. */
import type { Deposit, Participant, StoredServiceKeys, VaultRecord } from "./contract/store.ts";

/** As a driver gives it: numbers, texts, bytes (perhaps as a Buffer), booleans (0 and 1 in SQLite), null. */
export type Row = Readonly<Record<string, unknown>>;

export const vaultColumns = ["id", "nonce", "encrypted_data", "tag", "signature", "stored_at"] as const;

export function vaultValues(record: VaultRecord): readonly unknown[] {
  return [record.id, record.nonce, record.encryptedData, record.tag, record.signature, record.storedAt];
}

export function vaultRecordOf(row: Row): VaultRecord {
  return {
    id: row["id"] as string,
    nonce: bytesOf(row["nonce"]),
    encryptedData: bytesOf(row["encrypted_data"]),
    tag: bytesOf(row["tag"]),
    signature: bytesOf(row["signature"]),
    storedAt: row["stored_at"] as number,
  };
}

export const serviceKeysColumns = ["generation", "created_at", "sealed"] as const;

export function serviceKeysValues(keys: StoredServiceKeys): readonly unknown[] {
  return [keys.generation, keys.createdAt, keys.sealed];
}

export function serviceKeysOf(row: Row): StoredServiceKeys {
  return {
    generation: row["generation"] as number,
    createdAt: row["created_at"] as number,
    sealed: bytesOf(row["sealed"]),
  };
}

export const participantColumns = [
  "name",
  "signing_key",
  "fingerprint",
  "encryption_key",
  "state",
  "challenge_hash",
  "registered_at",
  "revision",
] as const;

export function participantValues(participant: Participant): readonly unknown[] {
  return [
    participant.name,
    participant.signingKey,
    participant.fingerprint,
    participant.encryptionKey,
    participant.state,
    participant.challengeHash,
    participant.registeredAt,
    participant.revision,
  ];
}

export function participantOf(row: Row): Participant {
  return {
    name: row["name"] as string,
    signingKey: bytesOf(row["signing_key"]),
    fingerprint: row["fingerprint"] as string,
    encryptionKey: bytesOrNull(row["encryption_key"]),
    state: row["state"] as Participant["state"],
    challengeHash: bytesOrNull(row["challenge_hash"]),
    registeredAt: row["registered_at"] as number,
    revision: row["revision"] as number,
  };
}

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

/** Plain bytes that share nothing with the driver. */
export function bytesOf(value: unknown): Uint8Array {
  return Uint8Array.from(value as Uint8Array);
}

function bytesOrNull(value: unknown): Uint8Array | null {
  return value === null ? null : bytesOf(value);
}
