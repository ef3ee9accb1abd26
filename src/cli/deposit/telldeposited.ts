/** What is told of a deposit: never what opens it. */
import { toHex } from "../../core/index.ts";
import { depositEndsFirst } from "../../office/index.ts";
import type { Deposited, SealedEnvelope } from "../../office/index.ts";
import type { Terminal } from "../terminal.ts";
import { minuteOf } from "../../words/index.ts";
import type { Results } from "../../words/index.ts";

export interface ToldDeposit extends Pick<Deposited, "ticket" | "receipt" | "claims"> {
  readonly receiptFile: string | null;
}

export const describeDeposited = ({ ticket, receipt, receiptFile }: ToldDeposit): object => ({
  ...describeTicket(ticket),
  receipt,
  receiptFile,
});

type ToldTicket = Pick<Deposited["ticket"], "origin" | "id" | "digest" | "size" | "expiresAt" | "once">;

export const describeTicket = ({ origin, id, digest, size, expiresAt, once }: ToldTicket): object => ({
  service: origin,
  id: toHex(id),
  bytes: size,
  sha256: toHex(digest),
  expiresAt,
  once,
});

export function tellDeposited(
  { ticket, claims, receiptFile }: ToldDeposit,
  words: Results["drawn"],
): readonly string[] {
  const { origin, id, size, expiresAt, once } = ticket;
  return [
    words.deposit(size, origin, minuteOf(expiresAt), once),
    words.depositId(toHex(id)),
    words.receipt(claims.depositor, minuteOf(claims.completed_at), receiptFile),
  ];
}

/** A clerk could not fetch a document that is valid still. */
export function warnOfEnd(sealed: SealedEnvelope, terminal: Terminal): void {
  const ends = depositEndsFirst(sealed);
  if (ends === null) return;
  const { depositUntil, validUntil } = ends;
  terminal.warn(terminal.notices.depositEndsFirst(minuteOf(depositUntil), minuteOf(validUntil)));
}
