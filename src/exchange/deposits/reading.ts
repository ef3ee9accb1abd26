/** The reader's half: whoever has the token of the code. Claim, read, and say that it arrived. */
import { createHash, timingSafeEqual } from "node:crypto";
import { equalBytes } from "../../core/encoding/bytes.ts";
import { decodeBase64url } from "../../core/encoding/text.ts";
import type { Claimed } from "../protocol/depositmessages.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import type { Deposit, DepositStore } from "../store/contract/depositstore.ts";

const sha256 = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash("sha256").update(bytes).digest());
const nobody = new Uint8Array(32);

/** The bytes behind "Bearer" (RFC 6750 §2.1), or none: they fit no deposit then. */
function tokenIn(authorization: string | undefined): Uint8Array {
  const [, text = ""] = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(authorization ?? "") ?? [];
  return decodeBase64url(text) ?? nobody;
}

/**
 * The deposit that the token is for. An id that is not known and a token that does not fit get one answer, after the
 * same steps. Throws deposit/unknown, deposit/expired, deposit/incomplete and deposit/collected.
 */
export async function depositFor(
  store: DepositStore,
  id: string,
  authorization: string | undefined,
  now: number,
): Promise<Deposit> {
  const deposit = await depositShownFor(store, id, authorization, now);
  if (deposit.state === "open") throw new RequestRefused("deposit/incomplete");
  if (deposit.state === "collected") throw new RequestRefused("deposit/collected");
  return deposit;
}

async function depositShownFor(
  store: DepositStore,
  id: string,
  authorization: string | undefined,
  now: number,
): Promise<Deposit> {
  const deposit = await store.deposit(id);
  const fits = timingSafeEqual(sha256(tokenIn(authorization)), deposit?.readTokenHash ?? nobody);
  if (deposit === null || !fits) throw new RequestRefused("deposit/unknown");
  if (now >= deposit.expiresAt) throw new RequestRefused("deposit/expired");
  return deposit;
}

/** `shown` is a claim in base64url. The first claim of a deposit holds and may be repeated. Throws deposit/claimed for any other. */
export async function claim(
  store: DepositStore,
  deposit: Deposit,
  shown: string,
  now: number,
): Promise<Claimed> {
  const { id, size, digest, expiresAt, once } = deposit;
  if (once) {
    const own = hashOf(shown);
    const holding = await store.claimDeposit(id, own, now);
    // Collected or removed between two lines.
    if (holding === null) throw new RequestRefused("deposit/collected");
    if (!equalBytes(holding, own)) throw new RequestRefused("deposit/claimed");
  }
  return {
    size,
    digest: Buffer.from(digest).toString("hex"),
    expires: Math.floor(expiresAt / 1000),
    once,
  };
}

/** Throws deposit/claim-needed and deposit/claimed where the content is not for whoever shows this claim. */
export function checkClaim({ once, claimHash }: Deposit, shown: string | undefined): void {
  if (!once) return;
  if (claimHash === null) throw new RequestRefused("deposit/claim-needed");
  if (shown === undefined || !equalBytes(hashOf(shown), claimHash))
    throw new RequestRefused("deposit/claimed");
}

/** Whether its bytes are gone: those that any number may read stay until they expire. May be repeated. */
export async function collect(
  store: DepositStore,
  id: string,
  authorization: string | undefined,
  shown: string,
  now: number,
): Promise<boolean> {
  const deposit = await depositShownFor(store, id, authorization, now);
  if (deposit.state === "open") throw new RequestRefused("deposit/incomplete");
  if (!deposit.once) return false;
  checkClaim(deposit, shown);
  if (await store.collectDeposit(id, hashOf(shown))) return true;
  throw new RequestRefused("deposit/unknown");
}

/** Of nothing where the text is no claim: that is nobody's. */
const hashOf = (shown: string): Uint8Array => sha256(decodeBase64url(shown) ?? new Uint8Array(0));
