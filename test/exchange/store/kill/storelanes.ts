/**
 * What a writer that is to be killed does: several lanes at the same time, each taking its steps one after the other,
 * and what a store must then hold. Everything follows from the names of round and lane and the number of the step, so
 * that whoever looks afterwards needs to know nothing but how many steps were acknowledged.
 */
import { createHash } from "node:crypto";
import type { Deposit } from "../../../../src/exchange/store/contract/depositstore.ts";
import type { Participant } from "../../../../src/exchange/store/contract/participantstore.ts";
import type { StoredServiceKeys } from "../../../../src/exchange/store/contract/servicekeystore.ts";
import type { Store } from "../../../../src/exchange/store/contract/store.ts";
import type { VaultRecord } from "../../../../src/exchange/store/contract/vaultstore.ts";
import { FAR } from "../support/samplerecords.ts";

export interface Lane {
  readonly name: string;
  /** Step 0, 1, 2 …; true where it answered as it must. A step may be repeated. */
  readonly take: (store: Store, step: number) => Promise<boolean>;
  /** What is there, of everything that the steps before `end` touch. Asked twice it answers the same. */
  readonly look: (store: Store, end: number) => Promise<readonly unknown[]>;
  /** What must be there after the steps before `done`, of everything that the steps before `end` touch. */
  readonly expected: (done: number, end: number) => readonly unknown[];
}

/** Bytes that follow from a name. */
function derived(name: string, length: number): Uint8Array {
  return Uint8Array.from(createHash("shake256", { outputLength: length }).update(name).digest());
}

const numbers = (end: number): readonly number[] => Array.from({ length: end }, (_, number) => number);

/** @param generations those of the service's keys that are there when the round begins, with what is sealed in them */
export function lanesOf(round: number, generations: readonly StoredServiceKeys[]): readonly Lane[] {
  const several = (count: number, kind: string, make: (name: string) => Lane): readonly Lane[] =>
    numbers(count).map((number) => make(`${kind}-${round}-${number}`));
  return [
    ...several(8, "vault", vaultLane),
    ...several(4, "deposit", depositLane),
    ...several(2, "participant", participantLane),
    ...several(2, "nonce", nonceLane),
    ...several(1, "keys", (name) => keysLane(name, generations)),
  ];
}

/** Each step stores a record. */
function vaultLane(name: string): Lane {
  const record = (step: number): VaultRecord => ({
    id: `${name}-${step}`,
    nonce: derived(`${name} ${step} nonce`, 12),
    encryptedData: derived(`${name} ${step} data`, 300 + ((step * 977) % 3_000)),
    tag: derived(`${name} ${step} tag`, 16),
    signature: derived(`${name} ${step} signature`, 71),
    storedAt: FAR + step,
  });
  return {
    name,
    take: async (store, step) => {
      await store.putVaultRecord(record(step));
      return true;
    },
    look: (store, end) => Promise.all(numbers(end).map((step) => store.vaultRecord(record(step).id))),
    expected: (done, end) => numbers(end).map((step) => (step < done ? record(step) : null)),
  };
}

const PIECES = 3;
const DEPOSIT_STEPS = PIECES + 4;

/** A deposit's whole life, then the next one's; every other one is removed instead of collected. */
function depositLane(name: string): Lane {
  const idOf = (which: number): string => `${name}-${which}`;
  const piece = (which: number, index: number): Uint8Array => derived(`${idOf(which)} ${index}`, 20_000);
  const claim = (which: number): Uint8Array => derived(`${idOf(which)} claim`, 32);
  const isRemoved = (which: number): boolean => which % 2 === 1;
  const deposit = (which: number): Deposit => ({
    id: idOf(which),
    depositor: name,
    size: PIECES * 20_000,
    digest: derived(`${idOf(which)} digest`, 32),
    pieceBytes: 20_000,
    once: true,
    readTokenHash: derived(`${idOf(which)} token`, 32),
    createdAt: which,
    expiresAt: FAR,
    state: "open",
    claimHash: null,
    claimedAt: null,
    receipt: null,
  });
  /** After so many of its steps: the deposit and its pieces. */
  const state = (which: number, done: number): readonly unknown[] => {
    if (done <= 0 || (done >= DEPOSIT_STEPS && isRemoved(which))) return [null, []];
    const completed = done > PIECES + 1 ? { state: "complete", receipt: `receipt of ${idOf(which)}` } : {};
    const claimed = done > PIECES + 2 ? { claimHash: claim(which), claimedAt: which } : {};
    const collected = done >= DEPOSIT_STEPS ? { state: "collected" } : {};
    const pieces = done >= DEPOSIT_STEPS ? [] : numbers(Math.min(done - 1, PIECES));
    return [
      { ...deposit(which), ...completed, ...claimed, ...collected },
      pieces.map((index) => piece(which, index)),
    ];
  };
  const count = (end: number): readonly number[] => numbers(Math.ceil(end / DEPOSIT_STEPS));
  return {
    name,
    take: async (store, step) => {
      const [which, part] = [Math.floor(step / DEPOSIT_STEPS), step % DEPOSIT_STEPS];
      const id = idOf(which);
      if (part === 0) return store.addDeposit(deposit(which));
      if (part <= PIECES) return (await store.putPiece(id, part - 1, piece(which, part - 1))) === "kept";
      if (part === PIECES + 1) return store.completeDeposit(id, `receipt of ${id}`);
      if (part === PIECES + 2) {
        const held = await store.claimDeposit(id, claim(which), which);
        return held !== null && Buffer.compare(held, claim(which)) === 0;
      }
      return isRemoved(which) ? store.removeDeposit(id) : store.collectDeposit(id, claim(which));
    },
    look: (store, end) =>
      Promise.all(
        count(end).map(async (which) => {
          const indexes = await store.pieceIndexes(idOf(which));
          const pieces = indexes.map((index) => store.piece(idOf(which), index));
          return [await store.deposit(idOf(which)), await Promise.all(pieces)];
        }),
      ),
    expected: (done, end) => count(end).map((which) => state(which, done - which * DEPOSIT_STEPS)),
  };
}

const PARTICIPANT_STEPS = 10;

/** Somebody is added, changed, and at last removed; then comes the next one. */
function participantLane(name: string): Lane {
  const nameOf = (which: number): string => `${name}-${which}`;
  const participant = (which: number, revision: number): Participant => ({
    name: nameOf(which),
    signingKey: derived(`${nameOf(which)} key ${revision}`, 44),
    fingerprint: `${nameOf(which)} ${revision}`,
    encryptionKey: derived(`${nameOf(which)} encryption ${revision}`, 294),
    state: "active",
    challengeHash: null,
    registeredAt: which,
    revision,
  });
  const count = (end: number): readonly number[] => numbers(Math.ceil(end / PARTICIPANT_STEPS));
  return {
    name,
    take: (store, step) => {
      const [which, part] = [Math.floor(step / PARTICIPANT_STEPS), step % PARTICIPANT_STEPS];
      if (part === 0) return store.addParticipant(participant(which, 1));
      if (part < PARTICIPANT_STEPS - 1) return store.changeParticipant(participant(which, part + 1));
      return store.removeParticipant(nameOf(which));
    },
    look: (store, end) => Promise.all(count(end).map((which) => store.participant(nameOf(which)))),
    expected: (done, end) =>
      count(end).map((which) => {
        const part = done - which * PARTICIPANT_STEPS;
        return part > 0 && part < PARTICIPANT_STEPS ? participant(which, part) : null;
      }),
  };
}

/** Each step uses one up. Looking uses them up too, as nothing else tells; what it found first it remembers. */
function nonceLane(name: string): Lane {
  const found = new Map<number, boolean>();
  return {
    name,
    take: (store, step) => store.useNonce(name, String(step), FAR),
    look: (store, end) =>
      Promise.all(
        numbers(end).map(async (step) => {
          const isFresh = await store.useNonce(name, String(step), FAR);
          const wasThere = found.get(step) ?? !isFresh;
          found.set(step, wasThere);
          return isFresh && wasThere ? "fresh again" : wasThere;
        }),
      ),
    expected: (done, end) => numbers(end).map((step) => step < done),
  };
}

/** Enough for resealing to take several rows, few enough for it to take no time. */
const GENERATIONS = 6;

/** A generation is added while there are few, then all are sealed again and again. */
function keysLane(name: string, before: readonly StoredServiceKeys[]): Lane {
  const added: StoredServiceKeys = {
    generation: before.length + 1,
    createdAt: FAR,
    sealed: derived(`${name} added`, 500),
  };
  const isAdding = before.length < GENERATIONS;
  const after = isAdding ? [...before, added] : before;
  const sealed = (step: number): readonly StoredServiceKeys[] =>
    after.map((keys) => ({ ...keys, sealed: derived(`${name} ${step} ${keys.generation}`, 500) }));
  const state = (done: number): readonly StoredServiceKeys[] => {
    if (done === 0) return before;
    return isAdding && done === 1 ? after : sealed(done - 1);
  };
  return {
    name,
    take: async (store, step) => {
      if (isAdding && step === 0) return store.addServiceKeys(added);
      await store.resealServiceKeys(sealed(step));
      return true;
    },
    look: (store) => store.serviceKeys(),
    expected: (done) => state(done),
  };
}
