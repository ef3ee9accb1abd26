/**
 * Deposits: ciphertext that waits to be fetched. Who deposits signs; who reads shows a token, of which the service
 * knows only the digest. Field names and times as in all of the API: snake case, whole seconds since 1970.
 */
import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const seconds = z.int().min(0).max(253_402_300_799);
/** 32 bytes in base64url without padding. */
const secret = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);

export const depositId = z.string().regex(/^[0-9a-f]{32}$/);

/** POST /v1/deposits */
export const newDeposit = z
  .strictObject({
    size: z.int().min(1).describe("Bytes of the whole"),
    digest: sha256.describe("SHA-256 of the whole"),
    expires: seconds.describe("Until when it is kept, at most 31 days"),
    once: z.boolean().describe("Whether one reader only gets it"),
    read_token_hash: sha256.describe("SHA-256 of the 32 bytes that readers show"),
  })
  .meta({ id: "NewDeposit" });
export type NewDeposit = z.infer<typeof newDeposit>;

/** What its depositor is told of a deposit. */
export const depositState = z
  .strictObject({
    id: depositId,
    state: z.enum(["open", "complete", "collected"]),
    size: z.int(),
    digest: sha256,
    expires: seconds,
    once: z.boolean(),
    piece_bytes: z.int().min(1).describe("Bytes of every piece but the last, which has the rest"),
    pieces: z.array(z.int()).describe("Numbers of the pieces that are there, from 0, ascending"),
    claimed_at: seconds.nullable().describe("When a reader claimed it"),
    receipt: z.string().nullable().describe("Once complete: a JWS in compact serialization"),
  })
  .meta({ id: "DepositState" });
export type DepositState = z.infer<typeof depositState>;

export const depositPath = z.strictObject({ id: depositId });
export const piecePath = z.strictObject({ id: depositId, n: z.string().regex(/^(?:0|[1-9][0-9]{0,5})$/) });

/** POST …/claim and …/collected: 32 random bytes that the reader made. */
export const readerClaim = z.strictObject({ claim: secret }).meta({ id: "ReaderClaim" });
export type ReaderClaim = z.infer<typeof readerClaim>;

/** What a reader is told. */
export const claimed = z
  .strictObject({ size: z.int(), digest: sha256, expires: seconds, once: z.boolean() })
  .meta({ id: "Claimed" });
export type Claimed = z.infer<typeof claimed>;

export const collected = z.strictObject({ removed: z.boolean() }).meta({ id: "Collected" });
export type Collected = z.infer<typeof collected>;

/** The payload of a receipt. */
export const receiptClaims = z
  .strictObject({
    deposit: depositId,
    digest: sha256,
    size: z.int(),
    expires: seconds,
    completed_at: seconds,
    depositor: z.string(),
  })
  .meta({ id: "ReceiptClaims" });
export type ReceiptClaims = z.infer<typeof receiptClaims>;

export const RECEIPT_TYPE = "qrseal-deposit-receipt";

/** The field of a request for the content in which a reader shows the claim. */
export const CLAIM_FIELD = "qrseal-claim";
