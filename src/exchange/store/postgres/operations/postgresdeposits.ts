import type { DepositStore } from "../../contract/depositstore.ts";
import type { PromisedOperations } from "../../contract/operations.ts";
import { depositColumns, depositOf, depositValues } from "../../rows/depositrows.ts";
import { bytesOf } from "../../rows/row.ts";
import type { Queries } from "../session/queries.ts";

export function postgresDeposits(queries: Queries): PromisedOperations<keyof DepositStore> {
  return { ...keeping(queries), ...reading(queries), ...collecting(queries) };
}

function keeping(
  queries: Queries,
): PromisedOperations<"addDeposit" | "putPiece" | "completeDeposit" | "removeDeposit"> {
  const { change, insertNew } = queries;
  return {
    addDeposit: (deposit) => insertNew("deposit", depositColumns, depositValues(deposit)),
    putPiece: putPieceBy(queries),
    completeDeposit: async (id, receipt) => {
      const complete =
        "UPDATE qrseal.deposit SET state = 'complete', receipt = $2 WHERE id = $1 AND state = 'open'";
      return (await change(complete, id, receipt)) === 1;
    },
    removeDeposit: async (id) => (await change("DELETE FROM qrseal.deposit WHERE id = $1", id)) === 1,
  };
}

/** The lock on the deposit keeps it open until the piece is there. */
const insertPiece = `
  WITH target AS MATERIALIZED (SELECT id, state FROM qrseal.deposit WHERE id = $1 FOR SHARE),
  kept AS (
    INSERT INTO qrseal.piece (deposit, number, bytes)
    SELECT id, $2, $3 FROM target WHERE state = 'open' ON CONFLICT DO NOTHING RETURNING number
  )
  SELECT (SELECT state FROM target) AS state, (SELECT count(*) FROM kept) AS kept`;

const comparePiece = "SELECT bytes = $3 AS same FROM qrseal.piece WHERE deposit = $1 AND number = $2";

function putPieceBy({ rows }: Queries): DepositStore["putPiece"] {
  const putPiece: DepositStore["putPiece"] = async (id, index, bytes) => {
    const [found] = await rows(insertPiece, id, index, bytes);
    if (found?.["kept"] === 1) return "kept";
    if (found?.["state"] == null) return "unknown";
    if (found["state"] !== "open") return "closed";
    const [there] = await rows(comparePiece, id, index, bytes);
    // Gone between the two: so is what kept this one out.
    if (there === undefined) return putPiece(id, index, bytes);
    return there["same"] === true ? "kept" : "different";
  };
  return putPiece;
}

function reading({
  rows,
  find,
}: Queries): PromisedOperations<"deposit" | "depositsOf" | "pieceIndexes" | "piece"> {
  return {
    deposit: (id) => find(depositOf, `SELECT ${depositColumns.join()} FROM qrseal.deposit WHERE id = $1`, id),
    depositsOf: async (depositor) => {
      const [sums] = await rows(
        `SELECT coalesce(sum(size), 0)::bigint AS bytes, count(*) AS count FROM qrseal.deposit
         WHERE depositor = $1 AND state <> 'collected'`,
        depositor,
      );
      return { bytes: sums?.["bytes"] as number, count: sums?.["count"] as number };
    },
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
  };
}

function collecting({ rows, find }: Queries): PromisedOperations<"claimDeposit" | "collectDeposit"> {
  return {
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
  };
}
