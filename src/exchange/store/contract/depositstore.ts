import type { EffectsOf } from "./effects.ts";

/** Ciphertext that waits to be fetched. */
export interface Deposit {
  readonly id: string;
  /** Name of the participant who made it. */
  readonly depositor: string;
  /** Of the whole, in bytes. */
  readonly size: number;
  /** SHA-256 of the whole. */
  readonly digest: Uint8Array;
  /** Every piece has this many bytes, the last one the rest. */
  readonly pieceBytes: number;
  /** To be collected by one reader only. */
  readonly once: boolean;
  /** SHA-256 of what a reader has to show. */
  readonly readTokenHash: Uint8Array;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly state: "open" | "complete" | "collected";
  /** SHA-256 of the reader's claim, once there is one. */
  readonly claimHash: Uint8Array | null;
  readonly claimedAt: number | null;
  /** What the service signed when the deposit was complete. */
  readonly receipt: string | null;
}

export interface DepositStore {
  /** False, and nothing changed, where the id is taken. */
  addDeposit(deposit: Deposit): Promise<boolean>;
  deposit(id: string): Promise<Deposit | null>;
  /** Bytes that the depositor's deposits take, as declared, and their number. Those collected take nothing. */
  depositsOf(depositor: string): Promise<{ readonly bytes: number; readonly count: number }>;
  /** "kept" too where the same bytes are there already; "different" where other bytes are; "closed" where not open. */
  putPiece(
    id: string,
    index: number,
    bytes: Uint8Array,
  ): Promise<"kept" | "different" | "closed" | "unknown">;
  /** The indexes that are there, ascending. */
  pieceIndexes(id: string): Promise<readonly number[]>;
  piece(id: string, index: number): Promise<Uint8Array | null>;
  /** From open to complete, with the receipt; false where it was not open. */
  completeDeposit(id: string, receipt: string): Promise<boolean>;
  /**
   * The claim that holds afterwards: the first ever made of this deposit, or null where there is no complete deposit.
   * Of any number of racing claims exactly one is the first.
   */
  claimDeposit(id: string, claimHash: Uint8Array, time: number): Promise<Uint8Array | null>;
  /** From complete to collected, its pieces removed; false unless `claimHash` holds. Collecting again is true. */
  collectDeposit(id: string, claimHash: Uint8Array): Promise<boolean>;
  /** With its pieces; false where there was none. */
  removeDeposit(id: string): Promise<boolean>;
}

export const depositEffects = {
  addDeposit: "changes",
  deposit: "reads",
  depositsOf: "reads",
  putPiece: "changes",
  pieceIndexes: "reads",
  piece: "reads",
  completeDeposit: "changes",
  claimDeposit: "changes",
  collectDeposit: "erases",
  removeDeposit: "erases",
} as const satisfies EffectsOf<DepositStore>;
