/** The depositor's half: announce, send in pieces, complete, look, remove. */
import { createHash } from "node:crypto";
import { equalBytes } from "../../core/encoding/bytes.ts";
import { limits } from "../../core/limits.ts";
import type { Caller } from "../auth/caller.ts";
import type { DepositState, NewDeposit } from "../protocol/depositmessages.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import type { Deposit, DepositStore } from "../store/contract/depositstore.ts";
import { pieceCount, pieceLength, readPieces } from "./pieces.ts";
import { writeReceipt } from "./receipt.ts";
import type { ReceiptSigner } from "./receipt.ts";

export interface DepositRules {
  /** Bytes of one deposit. */
  readonly maxBytes: number;
  readonly pieceBytes: number;
  /** Seconds from now until it expires, at most. */
  readonly maxSeconds: number;
  /** Of all deposits of one participant that were not collected. */
  readonly quota: { readonly bytes: number; readonly count: number };
}

export const usualDepositRules: DepositRules = {
  // A document and the tag of its encryption.
  maxBytes: limits.depositDocumentBytes + 16,
  pieceBytes: limits.depositPieceBytes,
  // Whoever has not fetched it in a month gets another code.
  maxSeconds: 31 * 24 * 60 * 60,
  quota: limits.depositQuota,
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));

export async function describeDeposit(store: DepositStore, deposit: Deposit): Promise<DepositState> {
  const { id, state, size, digest, expiresAt, once, pieceBytes, claimedAt, receipt } = deposit;
  return {
    id,
    state,
    size,
    digest: hex(digest),
    expires: Math.floor(expiresAt / 1000),
    once,
    piece_bytes: pieceBytes,
    pieces: state === "open" ? [...(await store.pieceIndexes(id))] : [],
    claimed_at: claimedAt === null ? null : Math.floor(claimedAt / 1000),
    receipt,
  };
}

/**
 * The same announcement of the same participant always gets the same id: a request that is repeated because its answer
 * was lost finds the deposit, and what is there of it, instead of beginning another.
 */
function idOf(caller: Caller, announced: NewDeposit): string {
  const { size, digest, expires, once, read_token_hash } = announced;
  const text = JSON.stringify([caller.name, size, digest, expires, once, read_token_hash]);
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** Throws deposit/too-large, deposit/too-long, deposit/over-quota, request/malformed. `now` in milliseconds since 1970. */
export async function announce(
  store: DepositStore,
  rules: DepositRules,
  caller: Caller,
  announced: NewDeposit,
  now: number,
): Promise<{ readonly deposit: Deposit; readonly isNew: boolean }> {
  checkAnnounced(announced, rules, now);
  const id = idOf(caller, announced);
  const known = await store.deposit(id);
  if (known !== null) return { deposit: known, isNew: false };
  // Requests that race each other may together go beyond: a quota keeps order, not secrets.
  const taken = await store.depositsOf(caller.name);
  if (taken.count + 1 > rules.quota.count || taken.bytes + announced.size > rules.quota.bytes)
    throw new RequestRefused("deposit/over-quota");
  const deposit: Deposit = {
    id,
    depositor: caller.name,
    size: announced.size,
    digest: fromHex(announced.digest),
    pieceBytes: rules.pieceBytes,
    once: announced.once,
    readTokenHash: fromHex(announced.read_token_hash),
    createdAt: now,
    expiresAt: announced.expires * 1000,
    state: "open",
    claimHash: null,
    claimedAt: null,
    receipt: null,
  };
  const isNew = await store.addDeposit(deposit);
  return { deposit: isNew ? deposit : await ownDeposit(store, caller, id, now), isNew };
}

function checkAnnounced({ size, expires }: NewDeposit, rules: DepositRules, now: number): void {
  if (size > rules.maxBytes) throw new RequestRefused("deposit/too-large");
  const latest = now + (rules.maxSeconds + limits.clockSkewSeconds) * 1000;
  if (expires * 1000 <= now) throw new RequestRefused("request/malformed", "expires");
  if (expires * 1000 > latest) throw new RequestRefused("deposit/too-long");
}

/** Throws deposit/unknown where there is none or it is another's, and deposit/expired. */
export async function ownDeposit(
  store: DepositStore,
  caller: Caller,
  id: string,
  now: number,
): Promise<Deposit> {
  const deposit = await store.deposit(id);
  if (deposit?.depositor !== caller.name) throw new RequestRefused("deposit/unknown");
  if (now >= deposit.expiresAt) throw new RequestRefused("deposit/expired");
  return deposit;
}

/** The same piece may come again. Throws request/malformed, deposit/piece-differs and deposit/closed. */
export async function keepPiece(
  store: DepositStore,
  deposit: Deposit,
  index: number,
  bytes: Uint8Array,
): Promise<void> {
  const length = pieceLength(deposit, index);
  if (length === 0) throw new RequestRefused("request/malformed", "there is no piece of this number");
  if (bytes.length !== length) throw new RequestRefused("request/malformed", "the length of the piece");
  const result = await store.putPiece(deposit.id, index, bytes);
  if (result === "kept") return;
  const codes = {
    different: "deposit/piece-differs",
    closed: "deposit/closed",
    unknown: "deposit/unknown",
  } as const;
  throw new RequestRefused(codes[result]);
}

/**
 * The deposit with its receipt; completing it again gives the same one. Throws deposit/incomplete,
 * deposit/digest-differs and deposit/unknown.
 */
export async function complete(
  store: DepositStore,
  deposit: Deposit,
  signer: ReceiptSigner,
  now: () => number,
): Promise<Deposit> {
  if (deposit.state !== "open") return deposit;
  const { id, depositor, size, digest, expiresAt } = deposit;
  if ((await store.pieceIndexes(id)).length !== pieceCount(deposit))
    throw new RequestRefused("deposit/incomplete");
  const hash = createHash("sha256");
  for await (const piece of readPieces(store, deposit, { from: 0, to: size })) hash.update(piece);
  if (!equalBytes(hash.digest(), digest)) throw new RequestRefused("deposit/digest-differs");
  const receipt = await writeReceipt(
    {
      deposit: id,
      digest: hex(digest),
      size,
      expires: Math.floor(expiresAt / 1000),
      completed_at: Math.floor(now() / 1000),
      depositor,
    },
    signer,
  );
  if (await store.completeDeposit(id, receipt)) return { ...deposit, state: "complete", receipt };
  // Another request was quicker, or it was removed meanwhile.
  const completed = await store.deposit(id);
  if (completed === null || completed.state === "open") throw new RequestRefused("deposit/unknown");
  return completed;
}
