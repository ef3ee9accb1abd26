/**
 * What the exchange keeps, and what each operation promises. One contract for memory, SQLite and PostgreSQL; the
 * contract suite runs against all three.
 *
 * Durable: when the promise of a method that changes something resolves, the change survives the end of the process
 * and the loss of power (memory excepted, which keeps nothing). Atomic: each method happens whole or not at all, and
 * two that run at the same time, also in two processes, have the effect of one after the other. A rejected promise
 * means that the change may or may not have been made; repeating the call with the same arguments is safe.
 *
 * Times are whole milliseconds since 1970 (UTC). Nobody's plaintext and no key in the clear ever gets here.
 */

/** A sealed string and what the service signed over it. */
export interface VaultRecord {
  /** Derived from the other fields, so that a row moved to another id is noticed. */
  readonly id: string;
  readonly nonce: Uint8Array;
  readonly encryptedData: Uint8Array;
  readonly tag: Uint8Array;
  readonly signature: Uint8Array;
  readonly storedAt: number;
}

export interface VaultStore {
  /** Storing the same record again changes nothing. */
  putVaultRecord(record: VaultRecord): Promise<void>;
  vaultRecord(id: string): Promise<VaultRecord | null>;
  /** How many records went. */
  removeVaultRecordsBefore(time: number): Promise<number>;
}

/** The private keys of one generation, sealed under a key that the store never sees. */
export interface StoredServiceKeys {
  /** 1, 2, 3 … */
  readonly generation: number;
  readonly createdAt: number;
  readonly sealed: Uint8Array;
}

export interface ServiceKeyStore {
  /** All generations, the oldest first. */
  serviceKeys(): Promise<readonly StoredServiceKeys[]>;
  /** False, and nothing changed, where the generation exists already: of two replicas that start together one wins. */
  addServiceKeys(keys: StoredServiceKeys): Promise<boolean>;
  /**
   * Replaces what is sealed of generations that exist, all or none: the passphrase was changed. Rejects where one does
   * not exist.
   */
  resealServiceKeys(keys: readonly StoredServiceKeys[]): Promise<void>;
}

/** Somebody who signs requests. */
export interface Participant {
  readonly name: string;
  /** SPKI DER of the Ed25519 key that signs requests. */
  readonly signingKey: Uint8Array;
  /** SHA-256 of `signingKey`, lower case hexadecimal: the key id of its signatures. Unique among participants. */
  readonly fingerprint: string;
  /** SPKI DER of the key that envelopes for this participant are sealed for. */
  readonly encryptionKey: Uint8Array | null;
  /** Pending until possession of the encryption key is proved. */
  readonly state: "pending" | "active" | "suspended";
  /** SHA-256 of what proves possession, while pending. */
  readonly challengeHash: Uint8Array | null;
  readonly registeredAt: number;
  /** 1, 2, 3 …: counts the changes. */
  readonly revision: number;
}

export interface ParticipantStore {
  participant(name: string): Promise<Participant | null>;
  participantByFingerprint(fingerprint: string): Promise<Participant | null>;
  /** In order of name (of its bytes in UTF-8), those after `after`, at most `count`. */
  participants(after: string, count: number): Promise<readonly Participant[]>;
  /** False, and nothing changed, where the name or the fingerprint is taken. */
  addParticipant(participant: Participant): Promise<boolean>;
  /** Only if the stored revision is one less than the new one, else false; also false where the fingerprint is taken. */
  changeParticipant(participant: Participant): Promise<boolean>;
  /** False where there was none. */
  removeParticipant(name: string): Promise<boolean>;
}

export interface NonceStore {
  /** True for exactly one caller of a pair of key and nonce, until it is removed as expired. */
  useNonce(keyId: string, nonce: string, expiresAt: number): Promise<boolean>;
}

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

export interface Store extends VaultStore, ServiceKeyStore, ParticipantStore, NonceStore, DepositStore {
  /** Resolves if reads and writes can be served now. */
  ping(): Promise<void>;
  /** Removes nonces and deposits (with their pieces) whose time ended before `time`. How many went. */
  removeExpired(time: number): Promise<{ readonly nonces: number; readonly deposits: number }>;
  /** After what was begun is done. */
  close(): Promise<void>;
}
