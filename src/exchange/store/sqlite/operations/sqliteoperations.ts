/** The operations of a store on SQLite, each to be carried out inside a transaction, one after the other. */
import type { Operations } from "../../contract/operations.ts";
import {
  bytesOf,
  depositColumns,
  depositOf,
  depositValues,
  participantColumns,
  participantOf,
  participantValues,
  serviceKeysColumns,
  serviceKeysOf,
  serviceKeysValues,
  vaultColumns,
  vaultRecordOf,
  vaultValues,
} from "../../rows.ts";
import type { Row } from "../../rows.ts";
import type { Deposit } from "../../contract/store.ts";
import type { Database, Statement } from "../database/engine.ts";

export function operationsOn(database: Database): Operations {
  const prepared = new Map<string, Statement>();
  const statement = (sql: string): Statement => {
    const found = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, found);
    return found;
  };
  /** Rows that were changed. */
  const change = (sql: string, ...values: readonly unknown[]): number =>
    Number(statement(sql).run(...values.map(bindable)).changes);
  const insertNew = (table: string, columns: readonly string[], values: readonly unknown[]): boolean =>
    change(
      `INSERT INTO ${table} (${columns.join()}) VALUES (${marks(columns)}) ON CONFLICT DO NOTHING`,
      ...values,
    ) === 1;
  const row = (sql: string, ...values: readonly unknown[]): Row | null =>
    (statement(sql).get(...values.map(bindable)) as Row | undefined) ?? null;
  const rows = (sql: string, ...values: readonly unknown[]): readonly Row[] =>
    statement(sql).all(...values.map(bindable)) as Row[];
  const find = <T>(record: (row: Row) => T, sql: string, ...values: readonly unknown[]): T | null => {
    const found = row(sql, ...values);
    return found === null ? null : record(found);
  };

  const selectParticipant = `SELECT ${participantColumns.join()} FROM participant`;
  const deposit = (id: string): Deposit | null =>
    find(depositOf, `SELECT ${depositColumns.join()} FROM deposit WHERE id = ?`, id);

  return {
    putVaultRecord: (record) => {
      insertNew("vault_record", vaultColumns, vaultValues(record));
    },
    vaultRecord: (id) =>
      find(vaultRecordOf, `SELECT ${vaultColumns.join()} FROM vault_record WHERE id = ?`, id),
    removeVaultRecordsBefore: (time) => change("DELETE FROM vault_record WHERE stored_at < ?", time),

    serviceKeys: () =>
      rows(`SELECT ${serviceKeysColumns.join()} FROM service_keys ORDER BY generation`).map(serviceKeysOf),
    addServiceKeys: (keys) => insertNew("service_keys", serviceKeysColumns, serviceKeysValues(keys)),
    resealServiceKeys: (resealed) => {
      for (const { generation, sealed } of resealed) {
        if (change("UPDATE service_keys SET sealed = ? WHERE generation = ?", sealed, generation) === 0) {
          throw new Error("a generation to be sealed again does not exist");
        }
      }
    },

    participant: (name) => find(participantOf, `${selectParticipant} WHERE name = ?`, name),
    participantByFingerprint: (fingerprint) =>
      find(participantOf, `${selectParticipant} WHERE fingerprint = ?`, fingerprint),
    participants: (after, count) =>
      rows(`${selectParticipant} WHERE name > ? ORDER BY name LIMIT ?`, after, count).map(participantOf),
    addParticipant: (participant) =>
      insertNew("participant", participantColumns, participantValues(participant)),
    changeParticipant: (participant) => {
      const { name, fingerprint, revision } = participant;
      return (
        change(
          `UPDATE participant SET (${participantColumns.join()}) = (${marks(participantColumns)})
           WHERE name = ? AND revision = ?
           AND NOT EXISTS (SELECT 1 FROM participant WHERE fingerprint = ? AND name <> ?)`,
          ...participantValues(participant),
          name,
          revision - 1,
          fingerprint,
          name,
        ) === 1
      );
    },
    removeParticipant: (name) => change("DELETE FROM participant WHERE name = ?", name) === 1,

    useNonce: (keyId, nonce, expiresAt) =>
      insertNew("nonce", ["key_id", "nonce", "expires_at"], [keyId, nonce, expiresAt]),

    addDeposit: (added) => insertNew("deposit", depositColumns, depositValues(added)),
    deposit,
    depositsOf: (depositor) => {
      const sums = row(
        `SELECT coalesce(sum(size), 0) AS bytes, count(*) AS count FROM deposit
         WHERE depositor = ? AND state <> 'collected'`,
        depositor,
      );
      return { bytes: Number(sums?.["bytes"]), count: Number(sums?.["count"]) };
    },
    putPiece: (id, index, bytes) => {
      const state = row("SELECT state FROM deposit WHERE id = ?", id)?.["state"];
      if (state === undefined) return "unknown";
      if (state !== "open") return "closed";
      if (insertNew("piece", ["deposit", "number", "bytes"], [id, index, bytes])) return "kept";
      const same = row(
        "SELECT bytes = ? AS same FROM piece WHERE deposit = ? AND number = ?",
        bytes,
        id,
        index,
      );
      return same?.["same"] === 1 ? "kept" : "different";
    },
    pieceIndexes: (id) =>
      rows("SELECT number FROM piece WHERE deposit = ? ORDER BY number", id).map(
        (each) => each["number"] as number,
      ),
    piece: (id, index) =>
      find(
        (found) => bytesOf(found["bytes"]),
        "SELECT bytes FROM piece WHERE deposit = ? AND number = ?",
        id,
        index,
      ),
    completeDeposit: (id, receipt) =>
      change(
        "UPDATE deposit SET state = 'complete', receipt = ? WHERE id = ? AND state = 'open'",
        receipt,
        id,
      ) === 1,
    claimDeposit: (id, claimHash, time) => {
      change(
        `UPDATE deposit SET claim_hash = ?, claimed_at = ?
         WHERE id = ? AND state = 'complete' AND claim_hash IS NULL`,
        claimHash,
        time,
        id,
      );
      const found = deposit(id);
      return found?.state === "complete" ? found.claimHash : null;
    },
    collectDeposit: (id, claimHash) => {
      const collected = change(
        "UPDATE deposit SET state = 'collected' WHERE id = ? AND claim_hash = ? AND state <> 'open'",
        id,
        claimHash,
      );
      if (collected === 0) return false;
      change("DELETE FROM piece WHERE deposit = ?", id);
      return true;
    },
    removeDeposit: (id) => change("DELETE FROM deposit WHERE id = ?", id) === 1,

    ping: () => {
      row("SELECT 1");
    },
    removeExpired: (time) => ({
      nonces: change("DELETE FROM nonce WHERE expires_at < ?", time),
      deposits: change("DELETE FROM deposit WHERE expires_at < ?", time),
    }),
  };
}

const marks = (columns: readonly string[]): string => columns.map(() => "?").join();

const noBytes = new Uint8Array(1).subarray(1);

/** No bytes that came from another thread lie nowhere, which Node 22 takes for NULL; these lie somewhere. */
function bindable(value: unknown): unknown {
  return value instanceof Uint8Array && value.length === 0 ? noBytes : value;
}
