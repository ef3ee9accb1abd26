/**
 * A code that opened and was judged, whose document lies with a service: whether anybody is asked for it, and fetching
 * it. A forger must not make this machine call anybody.
 */
import { DEPOSIT_MEDIA_TYPE, openDeposit, parseTicket, QrsealError, toHex } from "../../core/index.ts";
import type { DepositTicket, Term } from "../../core/index.ts";
import { failure } from "../refusals.ts";
import type { Connection } from "../../exchange/client/index.ts";
import type { Host } from "../host.ts";
import type { Unlocked } from "../keys/unlock.ts";
import { openService } from "../service.ts";
import type { ServiceOptions } from "../service.ts";
import type { Decision } from "../verdict/decide.ts";
import { minuteOf } from "../../words/index.ts";
import { openPartial } from "../../office/folder/partial.ts";
import type { PartialDeposit } from "../../office/folder/partial.ts";
import { percentShown } from "./progress.ts";

export interface FetchOptions extends ServiceOptions {
  /** The service that the clerk names. */
  readonly exchange?: string;
}

/** What was fetched, as if the code had held it. */
export interface Fetched {
  readonly unlocked: Unlocked;
  readonly ticket: DepositTicket;
  /** The document is where it belongs: says so to the service. */
  readonly confirm: () => Promise<void>;
  /** In any case at the end. What was fetched and not confirmed is kept for the next time. */
  readonly close: () => Promise<void>;
}

export const isDeposited = ({ mediaType }: Unlocked): boolean => mediaType === DEPOSIT_MEDIA_TYPE;

/** Throws deposit/malformed, and open/bad-compression where the code's own document is badly compressed. */
export const ticketOf = (unlocked: Unlocked): DepositTicket => parseTicket(unlocked.document());

/**
 * Throws deposit/not-fetched where nobody may be asked; deposit/unreachable, deposit/expired, deposit/gone,
 * deposit/collected, deposit/claimed, deposit/incomplete, deposit/altered, open/damaged, open/bad-compression and
 * open/too-large.
 */
export async function fetchDeposited(
  unlocked: Unlocked,
  decision: Decision,
  folder: string,
  options: FetchOptions,
  host: Host,
): Promise<Fetched> {
  const ticket = ticketOf(unlocked);
  checkMayAsk(ticket, decision, options);
  if (host.now().getTime() / 1000 >= ticket.expiresAt)
    throw failure("deposit/expired", { url: ticket.origin, until: minuteOf(ticket.expiresAt) });
  const partial = await openPartial(folder, ticket.id);
  const connection = await openService(ticket.origin, withCertificate(ticket, options), host);
  const close = async (): Promise<void> => {
    await partial.close();
    await connection.close();
  };
  try {
    const blob = await fetchBlob(connection, ticket, partial, host);
    const document = openDeposit(blob, ticket);
    return {
      unlocked: { ...unlocked, mediaType: ticket.mediaType, document: () => document },
      ticket,
      confirm: async () => {
        const { confirmCollected } = await import("../../exchange/client/index.ts");
        // Where this does not arrive, the service keeps until its time what nobody else can read.
        await confirmCollected(connection, ticket, partial.claim).catch(() => undefined);
        await partial.remove();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fetchBlob(
  connection: Connection,
  ticket: DepositTicket,
  { claim, had, keep }: PartialDeposit,
  host: Host,
): Promise<Uint8Array> {
  const { fetchDeposit } = await import("../../exchange/client/index.ts");
  const shown = percentShown(host.terminal, host.terminal.notices.fetching);
  try {
    return await fetchDeposit(connection, ticket, { claim, had, keep, progress: shown.tell });
  } catch (error) {
    throw error instanceof QrsealError ? asUnreachable(error, ticket) : error;
  } finally {
    shown.done();
  }
}

/** What a clerk can do about it is more than the network's fault tells. */
function asUnreachable(error: QrsealError, { origin: url, expiresAt }: DepositTicket): QrsealError {
  if (error.code !== "exchange/unreachable") return error;
  const { reason } = error.facts as { readonly reason: Term };
  return failure("deposit/unreachable", { url, reason, until: minuteOf(expiresAt) });
}

/** A known issuer's signature names the service, or the clerk does. */
function checkMayAsk({ origin: url }: DepositTicket, { facts }: Decision, { exchange }: FetchOptions): void {
  if (exchange !== undefined) {
    if (URL.canParse(exchange) && new URL(exchange).origin === url) return;
    throw failure("deposit/not-fetched", { url, named: exchange });
  }
  const has = (code: string): boolean => facts.some((fact) => fact.code === code);
  // A stolen key can name any place.
  if (has("authentic/yes") && !has("not-revoked/key")) return;
  throw failure("deposit/not-fetched", { url, named: null });
}

function withCertificate({ certificate }: DepositTicket, options: FetchOptions): FetchOptions {
  if (certificate === null || options.serviceCertificate !== undefined) return options;
  return { ...options, serviceCertificate: toHex(certificate) };
}
