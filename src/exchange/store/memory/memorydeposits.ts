import { equalBytes } from "../../../core/encoding/bytes.ts";
import type { Deposit, DepositStore } from "../contract/depositstore.ts";
import type { Operations } from "../contract/operations.ts";

export interface HeldDeposit {
  deposit: Deposit;
  readonly pieces: Map<number, Uint8Array>;
}

/** By their ids. */
export type HeldDeposits = Map<string, HeldDeposit>;

export function memoryDeposits(deposits: HeldDeposits): Operations<keyof DepositStore> {
  return { ...keeping(deposits), ...reading(deposits), ...collecting(deposits) };
}

function keeping(
  deposits: HeldDeposits,
): Operations<"addDeposit" | "putPiece" | "completeDeposit" | "removeDeposit"> {
  return {
    addDeposit: (deposit) => {
      if (deposits.has(deposit.id)) return false;
      deposits.set(deposit.id, { deposit, pieces: new Map() });
      return true;
    },
    putPiece: (id, index, bytes) => {
      const held = deposits.get(id);
      if (held === undefined) return "unknown";
      if (held.deposit.state !== "open") return "closed";
      const there = held.pieces.get(index);
      if (there !== undefined) return equalBytes(there, bytes) ? "kept" : "different";
      held.pieces.set(index, bytes);
      return "kept";
    },
    completeDeposit: (id, receipt) => {
      const held = deposits.get(id);
      if (held?.deposit.state !== "open") return false;
      held.deposit = { ...held.deposit, state: "complete", receipt };
      return true;
    },
    removeDeposit: (id) => deposits.delete(id),
  };
}

function reading(deposits: HeldDeposits): Operations<"deposit" | "depositsOf" | "pieceIndexes" | "piece"> {
  return {
    deposit: (id) => deposits.get(id)?.deposit ?? null,
    depositsOf: (depositor) => {
      const theirs = Array.from(deposits.values(), ({ deposit }) => deposit).filter(
        (deposit) => deposit.depositor === depositor && deposit.state !== "collected",
      );
      return { bytes: theirs.reduce((sum, { size }) => sum + size, 0), count: theirs.length };
    },
    pieceIndexes: (id) => Array.from(deposits.get(id)?.pieces.keys() ?? []).sort((a, b) => a - b),
    piece: (id, index) => deposits.get(id)?.pieces.get(index) ?? null,
  };
}

function collecting(deposits: HeldDeposits): Operations<"claimDeposit" | "collectDeposit"> {
  return {
    claimDeposit: (id, claimHash, time) => {
      const held = deposits.get(id);
      if (held?.deposit.state !== "complete") return null;
      if (held.deposit.claimHash === null) held.deposit = { ...held.deposit, claimHash, claimedAt: time };
      return held.deposit.claimHash;
    },
    collectDeposit: (id, claimHash) => {
      const held = deposits.get(id);
      if (held === undefined || held.deposit.state === "open" || held.deposit.claimHash === null)
        return false;
      if (!equalBytes(held.deposit.claimHash, claimHash)) return false;
      held.deposit = { ...held.deposit, state: "collected" };
      held.pieces.clear();
      return true;
    },
  };
}
