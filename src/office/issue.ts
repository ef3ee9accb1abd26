/**
 * A document is issued: deposited first where the code shall only say where it lies, signed and sealed for its
 * receivers, drawn, noted and delivered. Keys are opened beforehand (signer.ts, sealing.ts, participant.ts), so that
 * many documents can be issued with them.
 */
import { DEPOSIT_MEDIA_TYPE, encodeTicket } from "../core/index.ts";
import { chooseParticipantKey } from "./keys/participant.ts";
import type {
  Clock,
  Deposited,
  Depositor,
  Deposits,
  DepositTerms,
  EnvelopeDelivery,
  KeyRing,
  Records,
  ServiceAddress,
  Tell,
} from "./ports.ts";
import { sealFor } from "./sealing.ts";
import type { Receiver, Sealed, SealingOptions } from "./sealing.ts";
import type { Signer } from "./keys/signer.ts";

/** What is to be sealed. */
export interface DocumentToIssue {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface IssueOptions extends SealingOptions {
  readonly receivers: readonly Receiver[];
  /** Null: nobody signs. */
  readonly signer: Signer | null;
  /** Null: the document is in the code itself. */
  readonly deposit: (Omit<DepositTerms, "mediaType"> & { readonly depositor: Depositor }) | null;
}

/** An envelope that was made, not noted yet. */
export interface SealedEnvelope {
  readonly sealed: Sealed;
  /** Null where the document is in the code itself. */
  readonly deposited: Deposited | null;
}

/** One that was noted and delivered. */
export interface Issued<Drawn> extends SealedEnvelope {
  readonly drawn: Drawn;
}

export interface IssuePorts<Drawn> {
  readonly records: Records;
  readonly delivery: EnvelopeDelivery<SealedEnvelope, Drawn>;
  readonly now: Clock;
  readonly tell: Tell;
}

/**
 * Throws what depositing, sealing and noting throw, and what the delivery throws: then what was deposited is taken out
 * again, as far as that can be done.
 */
export async function issue<Drawn>(
  document: DocumentToIssue,
  ports: IssuePorts<Drawn>,
  options: IssueOptions,
): Promise<Issued<Drawn>> {
  const deposited = await deposit(document, ports, options);
  const issued = await sealAndDeliver(document, deposited, ports, options).catch(async (error: unknown) => {
    await deposited?.undo();
    throw error;
  });
  // Whatever becomes of the rest: there is a code by now, and what it leads to stays.
  await deposited?.finish();
  return issued;
}

async function deposit(
  { bytes, mediaType }: DocumentToIssue,
  { tell }: Pick<IssuePorts<unknown>, "tell">,
  { deposit: asked }: IssueOptions,
): Promise<Deposited | null> {
  if (asked === null) return null;
  const { depositor, once, seconds } = asked;
  try {
    return await depositor.deposit(bytes, { mediaType, once, seconds }, (sent, of) => {
      tell({ code: "depositing", bytes: sent, of });
    });
  } finally {
    tell({ code: "transfer-ended" });
  }
}

async function sealAndDeliver<Drawn>(
  document: DocumentToIssue,
  deposited: Deposited | null,
  { records, delivery, now }: IssuePorts<Drawn>,
  options: IssueOptions,
): Promise<Issued<Drawn>> {
  const { receivers } = options;
  const signer = options.signer?.key ?? null;
  const { bytes, mediaType } = deposited === null ? document : ticketIn(deposited);
  const sealed = await sealFor(bytes, mediaType, receivers, signer, options, now());
  const drawn = await delivery.draw({ sealed, deposited });
  const { documentId, envelope } = sealed;
  await records.noteSealing({ documentId, envelope, receivers, signer });
  await delivery.deliver(drawn);
  return { sealed, deposited, drawn };
}

/** What the code holds in the document's place. */
const ticketIn = ({ ticket }: Deposited): DocumentToIssue => ({
  bytes: encodeTicket(ticket),
  mediaType: DEPOSIT_MEDIA_TYPE,
});

/**
 * A service to deposit with, as the participant whose key file was named, else as whoever signs. Throws
 * exchange/bad-address, key/not-found, key/wrong-type and what opening that key throws.
 */
export const openDepositor = (
  service: ServiceAddress,
  participantKey: string | undefined,
  signer: Signer | null,
  { deposits, keyRing }: { readonly deposits: Deposits; readonly keyRing: KeyRing },
): Promise<Depositor> =>
  deposits.openDepositor(service, () => chooseParticipantKey(participantKey, signer, keyRing));

/** Where a clerk could not fetch a document that is valid still: until when the one and the other, seconds since 1970. */
export function depositEndsFirst({
  sealed: { expiresAt: validUntil },
  deposited,
}: SealedEnvelope): { readonly depositUntil: number; readonly validUntil: number } | null {
  const depositUntil = deposited?.ticket.expiresAt ?? null;
  if (depositUntil === null || validUntil === null || validUntil <= depositUntil) return null;
  return { depositUntil, validUntil };
}
