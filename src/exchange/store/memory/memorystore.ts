/** The contract in plain words: for tests, and for trying the service out. Keeps nothing. */
import { Buffer } from "node:buffer";
import { equalBytes } from "../../../core/encoding/bytes.ts";
import { copied, storeOf } from "../contract/operations.ts";
import type { AnyOperation, Operation, Operations } from "../contract/operations.ts";
import type { Deposit, Participant, Store, StoredServiceKeys, VaultRecord } from "../contract/store.ts";
import { StoreUnavailable } from "../contract/unavailable.ts";

export function openMemoryStore(): Store {
  const operations: Readonly<Record<Operation, AnyOperation>> = keepInMemory();
  let isClosed = false;
  return storeOf(
    (name, given) => {
      if (isClosed) return Promise.reject(new StoreUnavailable("the store is closed"));
      const own = copied(given);
      return new Promise((resolve) => {
        resolve(copied(operations[name](...(own as never[]))));
      });
    },
    () => {
      isClosed = true;
      return Promise.resolve();
    },
  );
}

interface Held {
  deposit: Deposit;
  readonly pieces: Map<number, Uint8Array>;
}

/** Nothing here waits, so nothing comes between the lines of one operation. */
function keepInMemory(): Operations {
  const vault = new Map<string, VaultRecord>();
  const keys = new Map<number, StoredServiceKeys>();
  const participants = new Map<string, Participant>();
  const nonces = new Map<string, number>();
  const deposits = new Map<string, Held>();

  const withFingerprint = (fingerprint: string): Participant | null =>
    Array.from(participants.values()).find((each) => each.fingerprint === fingerprint) ?? null;
  const removeWhere = <Id, Row>(rows: Map<Id, Row>, isMeant: (row: Row) => boolean): number => {
    const before = rows.size;
    for (const [id, row] of rows) if (isMeant(row)) rows.delete(id);
    return before - rows.size;
  };

  return {
    putVaultRecord: (record) => {
      if (!vault.has(record.id)) vault.set(record.id, record);
    },
    vaultRecord: (id) => vault.get(id) ?? null,
    removeVaultRecordsBefore: (time) => removeWhere(vault, ({ storedAt }) => storedAt < time),

    serviceKeys: () => Array.from(keys.values()).sort((a, b) => a.generation - b.generation),
    addServiceKeys: (added) => {
      if (keys.has(added.generation)) return false;
      keys.set(added.generation, added);
      return true;
    },
    resealServiceKeys: (resealed) => {
      if (!resealed.every(({ generation }) => keys.has(generation))) {
        throw new Error("a generation to be sealed again does not exist");
      }
      for (const { generation, sealed } of resealed) {
        const stored = keys.get(generation);
        if (stored !== undefined) keys.set(generation, { ...stored, sealed });
      }
    },

    participant: (name) => participants.get(name) ?? null,
    participantByFingerprint: withFingerprint,
    participants: (after, count) =>
      Array.from(participants.values())
        .filter(({ name }) => compareText(name, after) > 0)
        .sort((a, b) => compareText(a.name, b.name))
        .slice(0, count),
    addParticipant: (participant) => {
      const { name, fingerprint } = participant;
      if (participants.has(name) || withFingerprint(fingerprint) !== null) return false;
      participants.set(name, participant);
      return true;
    },
    changeParticipant: (participant) => {
      const { name, fingerprint, revision } = participant;
      if (participants.get(name)?.revision !== revision - 1) return false;
      if ((withFingerprint(fingerprint)?.name ?? name) !== name) return false;
      participants.set(name, participant);
      return true;
    },
    removeParticipant: (name) => participants.delete(name),

    useNonce: (keyId, nonce, expiresAt) => {
      const pair = JSON.stringify([keyId, nonce]);
      if (nonces.has(pair)) return false;
      nonces.set(pair, expiresAt);
      return true;
    },

    addDeposit: (deposit) => {
      if (deposits.has(deposit.id)) return false;
      deposits.set(deposit.id, { deposit, pieces: new Map() });
      return true;
    },
    deposit: (id) => deposits.get(id)?.deposit ?? null,
    depositsOf: (depositor) => {
      const theirs = Array.from(deposits.values(), ({ deposit }) => deposit).filter(
        (deposit) => deposit.depositor === depositor && deposit.state !== "collected",
      );
      return { bytes: theirs.reduce((sum, { size }) => sum + size, 0), count: theirs.length };
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
    pieceIndexes: (id) => Array.from(deposits.get(id)?.pieces.keys() ?? []).sort((a, b) => a - b),
    piece: (id, index) => deposits.get(id)?.pieces.get(index) ?? null,
    completeDeposit: (id, receipt) => {
      const held = deposits.get(id);
      if (held?.deposit.state !== "open") return false;
      held.deposit = { ...held.deposit, state: "complete", receipt };
      return true;
    },
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
    removeDeposit: (id) => deposits.delete(id),

    ping: () => undefined,
    removeExpired: (time) => ({
      nonces: removeWhere(nonces, (expiresAt) => expiresAt < time),
      deposits: removeWhere(deposits, ({ deposit }) => deposit.expiresAt < time),
    }),
  };
}

/** By their bytes in UTF-8, as databases do. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
