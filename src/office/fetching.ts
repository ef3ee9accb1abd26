/**
 * A code that opened and was judged, whose document lies with a service: whether anybody is asked for it, and fetching
 * it. A forger must not make this machine call anybody.
 */
import { DEPOSIT_MEDIA_TYPE, openDeposit, parseTicket, QrsealError } from "../core/index.ts";
import type { DepositTicket, Term } from "../core/index.ts";
import { failure } from "./refusals.ts";
import type { Decision } from "./decide.ts";
import type { Clock, Deposits, FetchedDeposit, Tell } from "./ports.ts";
import type { Unlocked } from "./keys/unlock.ts";

export interface FetchPorts {
  readonly deposits: Deposits;
  readonly now: Clock;
  readonly tell: Tell;
}

/** What was fetched, as if the code had held it. */
export interface Fetched extends Pick<FetchedDeposit, "confirm" | "close"> {
  readonly unlocked: Unlocked;
  readonly ticket: DepositTicket;
}

export const isDeposited = ({ mediaType }: Unlocked): boolean => mediaType === DEPOSIT_MEDIA_TYPE;

/** Throws deposit/malformed, and open/bad-compression where the code's own document is badly compressed. */
export const ticketOf = (unlocked: Unlocked): DepositTicket => parseTicket(unlocked.document());

/**
 * `named` is the service that the clerk names. Throws deposit/not-fetched where nobody may be asked;
 * deposit/unreachable, deposit/expired, deposit/gone, deposit/collected, deposit/claimed, deposit/incomplete,
 * deposit/altered, open/damaged, open/bad-compression and open/too-large.
 */
export async function fetchDeposited(
  unlocked: Unlocked,
  decision: Decision,
  named: string | undefined,
  { deposits, now, tell }: FetchPorts,
): Promise<Fetched> {
  const ticket = ticketOf(unlocked);
  checkMayAsk(ticket, decision, named);
  if (now().getTime() / 1000 >= ticket.expiresAt)
    throw failure("deposit/expired", { url: ticket.origin, until: ticket.expiresAt });
  const { blob, confirm, close } = await fetchBlob(ticket, deposits, tell);
  try {
    const document = openDeposit(blob, ticket);
    return {
      unlocked: { ...unlocked, mediaType: ticket.mediaType, document: () => document },
      ticket,
      confirm,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fetchBlob(ticket: DepositTicket, deposits: Deposits, tell: Tell): Promise<FetchedDeposit> {
  try {
    return await deposits.fetch(ticket, (bytes, of) => {
      tell({ code: "fetching", bytes, of });
    });
  } catch (error) {
    throw error instanceof QrsealError ? asUnreachable(error, ticket) : error;
  } finally {
    tell({ code: "transfer-ended" });
  }
}

/** What a clerk can do about it is more than the network's fault tells. */
function asUnreachable(error: QrsealError, { origin: url, expiresAt }: DepositTicket): QrsealError {
  if (error.code !== "exchange/unreachable") return error;
  const { reason } = error.facts as { readonly reason: Term };
  return failure("deposit/unreachable", { url, reason, until: expiresAt });
}

/** A known issuer's signature names the service, or the clerk does. */
function checkMayAsk({ origin: url }: DepositTicket, { facts }: Decision, named: string | undefined): void {
  if (named !== undefined) {
    if (URL.canParse(named) && new URL(named).origin === url) return;
    throw failure("deposit/not-fetched", { url, named });
  }
  const has = (code: string): boolean => facts.some((fact) => fact.code === code);
  // A stolen key can name any place.
  if (has("authentic/yes") && !has("not-revoked/key")) return;
  throw failure("deposit/not-fetched", { url, named: null });
}
