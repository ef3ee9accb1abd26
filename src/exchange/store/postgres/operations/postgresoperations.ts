/**
 * The operations of a store on PostgreSQL, at its default isolation (READ COMMITTED): a statement that meets a row which
 * another transaction changes waits for it, and looks again at what became of the row.
 */
import { failIfNotDurable } from "../session/durability.ts";
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
import type { Store } from "../../contract/store.ts";
import { StoreUnavailable } from "../../contract/unavailable.ts";
import { sqlStateOf, UNIQUE_VIOLATION } from "../session/session.ts";
import type { Session } from "../session/session.ts";

export function operationsBy({ query, transaction }: Session): Omit<Store, "close"> {
  const change = async (text: string, ...values: readonly unknown[]): Promise<number> =>
    (await query(text, values)).count;
  /** Waits for another that inserts the same, and gives way to it if it commits. */
  const insertNew = async (
    table: string,
    columns: readonly string[],
    values: readonly unknown[],
  ): Promise<boolean> => {
    const marks = columns.map((_, at) => `$${at + 1}`).join();
    const text = `INSERT INTO qrseal.${table} (${columns.join()}) VALUES (${marks}) ON CONFLICT DO NOTHING`;
    return (await change(text, ...values)) === 1;
  };
  const rows = async (text: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
    (await query(text, values)).rows;
  const find = async <T>(
    record: (row: Row) => T,
    text: string,
    ...values: readonly unknown[]
  ): Promise<T | null> => {
    const [found] = await rows(text, ...values);
    return found === undefined ? null : record(found);
  };

  const selectParticipant = `SELECT ${participantColumns.join()} FROM qrseal.participant`;

  /** The lock on the deposit keeps it open until the piece is there. */
  const putPiece: Store["putPiece"] = async (id, index, bytes) => {
    const [found] = await rows(
      `WITH target AS MATERIALIZED (SELECT id, state FROM qrseal.deposit WHERE id = $1 FOR SHARE),
       kept AS (
         INSERT INTO qrseal.piece (deposit, number, bytes)
         SELECT id, $2, $3 FROM target WHERE state = 'open' ON CONFLICT DO NOTHING RETURNING number
       )
       SELECT (SELECT state FROM target) AS state, (SELECT count(*) FROM kept) AS kept`,
      id,
      index,
      bytes,
    );
    if (found?.["kept"] === 1) return "kept";
    if (found?.["state"] == null) return "unknown";
    if (found["state"] !== "open") return "closed";
    const [there] = await rows(
      "SELECT bytes = $3 AS same FROM qrseal.piece WHERE deposit = $1 AND number = $2",
      id,
      index,
      bytes,
    );
    // Gone between the two: so is what kept this one out.
    if (there === undefined) return putPiece(id, index, bytes);
    return there["same"] === true ? "kept" : "different";
  };

  return {
    putVaultRecord: async (record) => {
      await insertNew("vault_record", vaultColumns, vaultValues(record));
    },
    vaultRecord: (id) =>
      find(vaultRecordOf, `SELECT ${vaultColumns.join()} FROM qrseal.vault_record WHERE id = $1`, id),
    removeVaultRecordsBefore: (time) => change("DELETE FROM qrseal.vault_record WHERE stored_at < $1", time),

    serviceKeys: async () => {
      const found = await rows(
        `SELECT ${serviceKeysColumns.join()} FROM qrseal.service_keys ORDER BY generation`,
      );
      return found.map(serviceKeysOf);
    },
    addServiceKeys: (keys) => insertNew("service_keys", serviceKeysColumns, serviceKeysValues(keys)),
    resealServiceKeys: (resealed) =>
      transaction(async (queryInside) => {
        // Of two at once the second waits here, for all rows in the same order.
        await queryInside("SELECT generation FROM qrseal.service_keys ORDER BY generation FOR UPDATE");
        for (const { generation, sealed } of resealed) {
          const text = "UPDATE qrseal.service_keys SET sealed = $1 WHERE generation = $2";
          const { count } = await queryInside(text, [sealed, generation]);
          if (count === 0) throw new Error("a generation to be sealed again does not exist");
        }
      }),

    participant: (name) => find(participantOf, `${selectParticipant} WHERE name = $1`, name),
    participantByFingerprint: (fingerprint) =>
      find(participantOf, `${selectParticipant} WHERE fingerprint = $1`, fingerprint),
    participants: async (after, count) => {
      const found = await rows(`${selectParticipant} WHERE name > $1 ORDER BY name LIMIT $2`, after, count);
      return found.map(participantOf);
    },
    addParticipant: (participant) =>
      insertNew("participant", participantColumns, participantValues(participant)),
    changeParticipant: async (participant) => {
      const marks = participantColumns.map((_, at) => `$${at + 1}`).join();
      const [name, revision] = [
        participantColumns.indexOf("name") + 1,
        participantColumns.indexOf("revision") + 1,
      ];
      try {
        const changed = await change(
          `UPDATE qrseal.participant SET (${participantColumns.join()}) = ROW (${marks})
           WHERE name = $${name} AND revision = $${revision} - 1`,
          ...participantValues(participant),
        );
        return changed === 1;
      } catch (error) {
        if (sqlStateOf(error) === UNIQUE_VIOLATION) return false;
        throw error;
      }
    },
    removeParticipant: async (name) =>
      (await change("DELETE FROM qrseal.participant WHERE name = $1", name)) === 1,

    useNonce: (keyId, nonce, expiresAt) =>
      insertNew("nonce", ["key_id", "nonce", "expires_at"], [keyId, nonce, expiresAt]),

    addDeposit: (deposit) => insertNew("deposit", depositColumns, depositValues(deposit)),
    deposit: (id) => find(depositOf, `SELECT ${depositColumns.join()} FROM qrseal.deposit WHERE id = $1`, id),
    depositsOf: async (depositor) => {
      const [sums] = await rows(
        `SELECT coalesce(sum(size), 0)::bigint AS bytes, count(*) AS count FROM qrseal.deposit
         WHERE depositor = $1 AND state <> 'collected'`,
        depositor,
      );
      return { bytes: sums?.["bytes"] as number, count: sums?.["count"] as number };
    },
    putPiece,
    pieceIndexes: async (id) => {
      const found = await rows("SELECT number FROM qrseal.piece WHERE deposit = $1 ORDER BY number", id);
      return found.map((each) => each["number"] as number);
    },
    piece: (id, index) =>
      find(
        (found) => bytesOf(found["bytes"]),
        "SELECT bytes FROM qrseal.piece WHERE deposit = $1 AND number = $2",
        id,
        index,
      ),
    completeDeposit: async (id, receipt) =>
      (await change(
        "UPDATE qrseal.deposit SET state = 'complete', receipt = $2 WHERE id = $1 AND state = 'open'",
        id,
        receipt,
      )) === 1,
    claimDeposit: (id, claimHash, time) =>
      find(
        (found) => bytesOf(found["claim_hash"]),
        `UPDATE qrseal.deposit
         SET claim_hash = coalesce(claim_hash, $2), claimed_at = coalesce(claimed_at, $3)
         WHERE id = $1 AND state = 'complete' RETURNING claim_hash`,
        id,
        claimHash,
        time,
      ),
    // A deposit that this statement sees claimed was complete before, with all its pieces.
    collectDeposit: async (id, claimHash) => {
      const [found] = await rows(
        `WITH target AS (
           UPDATE qrseal.deposit SET state = 'collected'
           WHERE id = $1 AND claim_hash = $2 AND state <> 'open' RETURNING id
         ),
         gone AS (DELETE FROM qrseal.piece WHERE deposit IN (SELECT id FROM target))
         SELECT count(*) AS collected FROM target`,
        id,
        claimHash,
      );
      return found?.["collected"] === 1;
    },
    removeDeposit: async (id) => (await change("DELETE FROM qrseal.deposit WHERE id = $1", id)) === 1,

    ping: async () => {
      // A copy of another server is among those that only read.
      const [found] = await rows("SELECT current_setting('transaction_read_only') AS only_reads");
      if (found?.["only_reads"] !== "off") throw new StoreUnavailable("the server takes no changes");
      await failIfNotDurable(query);
    },
    removeExpired: async (time) => {
      const [removed] = await rows(
        `WITH nonces AS (DELETE FROM qrseal.nonce WHERE expires_at < $1 RETURNING 1),
         deposits AS (DELETE FROM qrseal.deposit WHERE expires_at < $1 RETURNING 1)
         SELECT (SELECT count(*) FROM nonces) AS nonces, (SELECT count(*) FROM deposits) AS deposits`,
        time,
      );
      return { nonces: removed?.["nonces"] as number, deposits: removed?.["deposits"] as number };
    },
  };
}
