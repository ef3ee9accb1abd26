import type { DepositStore } from "../../contract/depositstore.ts";
import type { Operations } from "../../contract/operations.ts";
import { depositColumns, depositOf, depositValues } from "../../rows/depositrows.ts";
import { bytesOf } from "../../rows/row.ts";
import type { Statements } from "../database/statements.ts";

export function sqliteDeposits(statements: Statements): Operations<keyof DepositStore> {
  return { ...keeping(statements), ...reading(statements), ...collecting(statements) };
}

const select = `SELECT ${depositColumns.join()} FROM deposit`;

function keeping({
  change,
  insertNew,
  row,
}: Statements): Operations<"addDeposit" | "putPiece" | "completeDeposit" | "removeDeposit"> {
  return {
    addDeposit: (deposit) => insertNew("deposit", depositColumns, depositValues(deposit)),
    putPiece: (id, index, bytes) => {
      const state = row("SELECT state FROM deposit WHERE id = ?", id)?.["state"];
      if (state === undefined) return "unknown";
      if (state !== "open") return "closed";
      if (insertNew("piece", ["deposit", "number", "bytes"], [id, index, bytes])) return "kept";
      const compare = "SELECT bytes = ? AS same FROM piece WHERE deposit = ? AND number = ?";
      return row(compare, bytes, id, index)?.["same"] === 1 ? "kept" : "different";
    },
    completeDeposit: (id, receipt) => {
      const complete = "UPDATE deposit SET state = 'complete', receipt = ? WHERE id = ? AND state = 'open'";
      return change(complete, receipt, id) === 1;
    },
    removeDeposit: (id) => change("DELETE FROM deposit WHERE id = ?", id) === 1,
  };
}

function reading({
  row,
  rows,
  find,
}: Statements): Operations<"deposit" | "depositsOf" | "pieceIndexes" | "piece"> {
  return {
    deposit: (id) => find(depositOf, `${select} WHERE id = ?`, id),
    depositsOf: (depositor) => {
      const sums = row(
        `SELECT coalesce(sum(size), 0) AS bytes, count(*) AS count FROM deposit
         WHERE depositor = ? AND state <> 'collected'`,
        depositor,
      );
      return { bytes: Number(sums?.["bytes"]), count: Number(sums?.["count"]) };
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
  };
}

function collecting({ change, find }: Statements): Operations<"claimDeposit" | "collectDeposit"> {
  return {
    claimDeposit: (id, claimHash, time) => {
      change(
        `UPDATE deposit SET claim_hash = ?, claimed_at = ?
         WHERE id = ? AND state = 'complete' AND claim_hash IS NULL`,
        claimHash,
        time,
        id,
      );
      const found = find(depositOf, `${select} WHERE id = ?`, id);
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
  };
}
