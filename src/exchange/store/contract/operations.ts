/** The operations of a store by name, as data: what a thread is asked for, and how one answers from the other side. */
import type { Store } from "./store.ts";

/** Operations that change nothing. */
export const reads = [
  "vaultRecord",
  "serviceKeys",
  "participant",
  "participantByFingerprint",
  "participants",
  "deposit",
  "depositsOf",
  "pieceIndexes",
  "piece",
] as const satisfies readonly (keyof Store)[];

/** `ping` is among them, since it tells whether writes can be served. */
export const changes = [
  "putVaultRecord",
  "removeVaultRecordsBefore",
  "addServiceKeys",
  "resealServiceKeys",
  "addParticipant",
  "changeParticipant",
  "removeParticipant",
  "useNonce",
  "addDeposit",
  "putPiece",
  "completeDeposit",
  "claimDeposit",
  "collectDeposit",
  "removeDeposit",
  "ping",
  "removeExpired",
] as const satisfies readonly (keyof Store)[];

export type Operation = (typeof reads)[number] | (typeof changes)[number];

/** A store whose operations are done when they return. */
export type Operations = {
  readonly [Name in Operation]: (...given: Parameters<Store[Name]>) => Awaited<ReturnType<Store[Name]>>;
};

/** Any of them, where the name is known only when it runs. */
export type AnyOperation = (...given: never[]) => unknown;

/** A store that has each operation done by name. */
export function storeOf(
  carryOut: (name: Operation, given: readonly unknown[]) => Promise<unknown>,
  close: () => Promise<void>,
): Store {
  const operations = [...reads, ...changes].map(
    (name) => [name, (...given: readonly unknown[]) => carryOut(name, given)] as const,
  );
  return { ...(Object.fromEntries(operations) as unknown as Omit<Store, "close">), close };
}

/** The same value, sharing no bytes with it, nor with the pool that a Buffer may be a part of. */
export function copied<T>(value: T): T {
  if (value instanceof Uint8Array) return Uint8Array.from(value) as T;
  if (Array.isArray(value)) return value.map(copied) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copied(part)])) as T;
}
