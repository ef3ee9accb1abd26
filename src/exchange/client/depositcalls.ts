/** Deposits from outside: send one in pieces, fetch one in parts, both going on where they were broken off. */
import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import type { ZodType } from "zod";
import { limits } from "../../core/index.ts";
import type { DepositTicket, QrsealError, SealedDeposit, Term } from "../../core/index.ts";
import { failure, term } from "./refusals.ts";
import {
  CLAIM_FIELD,
  claimed,
  collected,
  depositState,
  RECEIPT_TYPE,
  receiptClaims,
} from "../protocol/depositmessages.ts";
import type { DepositState, NewDeposit, ReceiptClaims } from "../protocol/depositmessages.ts";
import { keysAnswer } from "../protocol/servicekeymessages.ts";
import { checkAnswer, readAnswer, refusalIn } from "./answer.ts";
import type { Answer, Connection, RequestHeaders } from "./connection.ts";
import { askSigned } from "./signing.ts";
import type { Signer } from "./signing.ts";

/** Told after every piece: bytes that are there, of how many. */
export type DepositProgress = (bytes: number, of: number) => void;

// --- depositing -------------------------------------------------------------------------------------------

export interface DepositTerms {
  /** 32 bytes that readers will show. */
  readonly readToken: Uint8Array;
  /** Whole seconds since 1970; 31 days from now at most, unless the service says else. */
  readonly expiresAt: number;
  readonly once: boolean;
}

export interface Uploaded {
  /** 16 bytes. */
  readonly id: Uint8Array;
  /** A JWS in compact serialization. */
  readonly receipt: string;
  readonly claims: ReceiptClaims;
}

/**
 * Sends what is not there yet, and completes: with the same arguments again it goes on where it was broken off. Throws
 * the exchange/ errors; exchange/bad-answer too where the receipt is not for these bytes.
 */
export async function uploadDeposit(
  connection: Connection,
  signer: Signer,
  { blob, digest, size }: Pick<SealedDeposit, "blob" | "digest" | "size">,
  { readToken, expiresAt, once }: DepositTerms,
  progress: DepositProgress = () => undefined,
): Promise<Uploaded> {
  const announced: NewDeposit = {
    size,
    digest: hex(digest),
    expires: expiresAt,
    once,
    read_token_hash: createHash("sha256").update(readToken).digest("hex"),
  };
  const begun = await askState(connection, signer, "POST", "", announced);
  const { id, piece_bytes: pieceBytes } = begun;
  const count = Math.ceil(size / pieceBytes);
  const there = new Set(begun.state === "open" ? begun.pieces : Array.from({ length: count }).keys());
  const tell = (): void => {
    const last = there.has(count - 1) ? count * pieceBytes - size : 0;
    progress(there.size * pieceBytes - last, size);
  };
  tell();
  for (let index = 0; index < count; index += 1) {
    if (there.has(index)) continue;
    checkAnswer(
      await askSigned(connection, signer, "PUT", `/v1/deposits/${id}/pieces/${index}`, {
        contentType: "application/octet-stream",
        body: blob.subarray(index * pieceBytes, (index + 1) * pieceBytes),
      }),
    );
    there.add(index);
    tell();
  }
  const { receipt } = await askState(connection, signer, "POST", `/${id}/complete`);
  const claims = receipt === null ? null : readReceipt(receipt);
  const isForThis =
    claims?.deposit === id &&
    claims.digest === announced.digest &&
    claims.size === size &&
    claims.expires === expiresAt;
  if (receipt === null || claims === null || !isForThis) throw bad(connection, term("receipt-of-other"));
  if (!(await isByService(connection, receipt))) throw bad(connection, term("receipt-not-signed"));
  return { id: Uint8Array.from(Buffer.from(id, "hex")), receipt, claims };
}

export async function depositStatus(
  connection: Connection,
  signer: Signer,
  id: Uint8Array,
): Promise<DepositState> {
  return askState(connection, signer, "GET", `/${hex(id)}`);
}

/** False where there was none. */
export async function removeDeposit(
  connection: Connection,
  signer: Signer,
  id: Uint8Array,
): Promise<boolean> {
  const answer = await askSigned(connection, signer, "DELETE", `/v1/deposits/${hex(id)}`);
  if (answer.status === 404 || answer.status === 410) return false;
  checkAnswer(answer);
  return true;
}

/** What a receipt says, or null where it is none. Who signed it is not looked at. */
export function readReceipt(receipt: string): ReceiptClaims | null {
  const { payload } = partsOf(receipt) ?? {};
  const parsed = receiptClaims.safeParse(payload);
  return parsed.success ? parsed.data : null;
}

/** Whether one of the service's identities signed it, of whichever generation. */
async function isByService(connection: Connection, receipt: string): Promise<boolean> {
  const { header } = partsOf(receipt) ?? {};
  const { kid } = (header ?? {}) as { readonly kid?: unknown };
  const { generations } = readAnswer(await connection.request("GET", "/v1/keys"), keysAnswer);
  const identity = generations.find(({ identity: { fingerprint } }) => fingerprint === kid)?.identity;
  return identity !== undefined && verifyReceipt(receipt, identity.public_key);
}

/** Whether the service with this Ed25519 key (SPKI in PEM) signed the receipt (RFC 7515 §5.2, RFC 8037 §3.1). */
export function verifyReceipt(receipt: string, publicKey: string): boolean {
  const parts = partsOf(receipt);
  const { alg, typ } = (parts?.header ?? {}) as { readonly alg?: unknown; readonly typ?: unknown };
  if (parts === null || alg !== "EdDSA" || typ !== RECEIPT_TYPE) return false;
  const key = createPublicKey(publicKey);
  const signed = Buffer.from(receipt.slice(0, receipt.lastIndexOf(".")));
  return key.asymmetricKeyType === "ed25519" && verify(null, signed, key, parts.signature);
}

function partsOf(receipt: string): { header: unknown; payload: unknown; signature: Uint8Array } | null {
  const [header = "", payload = "", signature = "", ...others] = receipt.split(".");
  const parse = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString());
  try {
    if (others.length > 0) return null;
    return {
      header: parse(header),
      payload: parse(payload),
      signature: Uint8Array.from(Buffer.from(signature, "base64url")),
    };
  } catch {
    return null;
  }
}

/** Each of these may be asked twice: the service finds what it has. */
async function askState(
  connection: Connection,
  signer: Signer,
  method: "GET" | "POST",
  path: string,
  body?: NewDeposit,
): Promise<DepositState> {
  const content =
    body === undefined ? {} : { contentType: "application/json", body: Buffer.from(JSON.stringify(body)) };
  const asked = { isRepeatable: true, ...content };
  return readAnswer(await askSigned(connection, signer, method, `/v1/deposits${path}`, asked), depositState);
}

// --- fetching ---------------------------------------------------------------------------------------------

export type FetchedTicket = Pick<
  DepositTicket,
  "origin" | "id" | "readToken" | "digest" | "size" | "expiresAt" | "once"
>;

export interface FetchOptions {
  /** Made once for a deposit and shown each time: of one for a single reader only this claim gets the rest. */
  readonly claim: Uint8Array;
  /** The beginning, where it was fetched before. */
  readonly had?: Uint8Array;
  /** Given every part as it comes, in order: from byte `from` on. It is kept before the next one is asked for. */
  readonly keep?: (part: Uint8Array, from: number) => Promise<void>;
  readonly progress?: DepositProgress;
}

/** 32 random bytes. */
export const newReaderClaim = (): Uint8Array => Uint8Array.from(randomBytes(32));

/**
 * What was deposited, its size and digest verified. Changes nothing at the service but whose it is. Throws deposit/expired,
 * deposit/gone, deposit/collected, deposit/claimed, deposit/incomplete, deposit/altered, and the exchange/ errors.
 */
export async function fetchDeposit(
  connection: Connection,
  ticket: FetchedTicket,
  options: FetchOptions,
): Promise<Uint8Array> {
  const { claim, had = new Uint8Array(0) } = options;
  const { size, digest } = ticket;
  const facts = await askAsReader(connection, ticket, "claim", claim, claimed);
  if (facts.digest !== hex(digest) || facts.size !== size)
    throw failure("deposit/altered", { problem: term("other-digest") });

  const blob = had.length > size ? null : await fetchRest(connection, ticket, had, options);
  if (blob !== null && isRight(blob, ticket)) return blob;
  // What was kept is not the beginning of it, whoever changed it: all of it again, once.
  const again = had.length === 0 ? blob : await fetchRest(connection, ticket, new Uint8Array(0), options);
  if (again !== null && isRight(again, ticket)) return again;
  throw failure("deposit/altered", { problem: term("other-digest") });
}

async function fetchRest(
  connection: Connection,
  ticket: FetchedTicket,
  had: Uint8Array,
  { claim, keep, progress }: FetchOptions,
): Promise<Uint8Array> {
  const blob = new Uint8Array(ticket.size);
  blob.set(had);
  progress?.(had.length, ticket.size);
  for (let from = had.length; from < ticket.size;) {
    const part = await askForPart(connection, ticket, claim, from);
    await keep?.(part, from);
    blob.set(part, from);
    from += part.length;
    progress?.(from, ticket.size);
  }
  return blob;
}

const isRight = (blob: Uint8Array, { digest }: FetchedTicket): boolean =>
  createHash("sha256").update(blob).digest().equals(digest);

/** To be said once the document is where it belongs: one for a single reader is removed. May be said again. */
export async function confirmCollected(
  connection: Connection,
  ticket: FetchedTicket,
  claim: Uint8Array,
): Promise<void> {
  await askAsReader(connection, ticket, "collected", claim, collected);
}

async function askForPart(
  connection: Connection,
  ticket: FetchedTicket,
  claim: Uint8Array,
  from: number,
): Promise<Uint8Array> {
  const to = Math.min(from + limits.depositPieceBytes, ticket.size);
  const answer = await connection.request("GET", `${pathOf(ticket)}/content`, {
    headers: { ...readerHeaders(ticket), [CLAIM_FIELD]: base64url(claim), range: `bytes=${from}-${to - 1}` },
    maxAnswerBytes: to - from,
  });
  checkReaderAnswer(answer, ticket);
  const isThisPart =
    answer.status === 206 &&
    answer.headers["content-range"] === `bytes ${from}-${to - 1}/${ticket.size}` &&
    answer.body.length === to - from;
  if (!isThisPart) throw bad(connection, term("other-part"));
  return answer.body;
}

async function askAsReader<T>(
  connection: Connection,
  ticket: FetchedTicket,
  what: "claim" | "collected",
  claim: Uint8Array,
  schema: ZodType<T>,
): Promise<T> {
  const answer = await connection.request("POST", `${pathOf(ticket)}/${what}`, {
    headers: { ...readerHeaders(ticket), "content-type": "application/json" },
    body: Buffer.from(JSON.stringify({ claim: base64url(claim) })),
    // The same claim again changes nothing.
    isRepeatable: true,
  });
  checkReaderAnswer(answer, ticket);
  return readAnswer(answer, schema);
}

const readerRefusals = {
  "deposit/unknown": "deposit/gone",
  "deposit/collected": "deposit/collected",
  "deposit/claimed": "deposit/claimed",
  "deposit/incomplete": "deposit/incomplete",
} as const;

function checkReaderAnswer(answer: Answer, { origin: url, expiresAt }: FetchedTicket): void {
  if (answer.status >= 200 && answer.status < 300) return;
  const refusal = refusalIn(answer);
  const { refusal: code } = refusal.facts as { readonly refusal?: string };
  if (code === "deposit/expired") throw failure("deposit/expired", { url, until: expiresAt });
  const known = Object.entries(readerRefusals).find(([theirs]) => theirs === code)?.[1];
  throw known === undefined ? refusal : failure(known, { url });
}

const pathOf = ({ id }: FetchedTicket): string => `/v1/deposits/${hex(id)}`;
const readerHeaders = ({ readToken }: FetchedTicket): RequestHeaders => ({
  authorization: `Bearer ${base64url(readToken)}`,
});
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const bad = ({ url }: Connection, problem: Term): QrsealError =>
  failure("exchange/bad-answer", { service: url, problem });
