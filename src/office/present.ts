/**
 * A document is presented: its envelope is opened, judged and, where nothing stands against it, the document is taken,
 * fetched first where it lies with a service. Whatever comes of it is noted before anybody gets to see it.
 */
import { findDocumentFault, JSON_MEDIA_TYPE } from "../core/index.ts";
import type { Acceptance, DepositTicket, Fact, Objection } from "../core/index.ts";
import { failure } from "./refusals.ts";
import { clockSetBack } from "./clock.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decide.ts";
import { isProved } from "./extension.ts";
import { fetchDeposited, isDeposited, ticketOf } from "./fetching.ts";
import { logged } from "./logged.ts";
import type { LeftAtService, Outcome, RefusedDocument, Taken } from "./outcome.ts";
import type {
  Clock,
  Deposits,
  DocumentDelivery,
  KeyRing,
  NotedOpening,
  Records,
  Tell,
  TrustLists,
} from "./ports.ts";
import { identifyDocument } from "./presented.ts";
import type { Presented } from "./presented.ts";
import { unlock } from "./keys/unlock.ts";
import type { Unlocked } from "./keys/unlock.ts";

export interface PresentPorts {
  readonly keyRing: KeyRing;
  readonly trust: TrustLists;
  readonly records: Records;
  readonly deposits: Deposits;
  readonly delivery: DocumentDelivery;
  readonly now: Clock;
  readonly tell: Tell;
}

export interface PresentOptions {
  /** The file of the one key to open it with; else the office's own that it is for. */
  readonly privateKey?: string | undefined;
  /** What the clerk takes it in spite of. */
  readonly accept?: readonly Acceptance[] | undefined;
  /** False: a document that is deposited is not fetched. */
  readonly fetch: boolean;
  /** The service that the clerk allows to be asked, whoever made the code. */
  readonly exchange?: string | undefined;
  /** Whether it must be JSON; by its media type where nobody says. */
  readonly isJson?: boolean | undefined;
}

/** An envelope of ours, opened and judged. */
interface Judged {
  readonly presented: Presented;
  readonly unlocked: Unlocked;
  readonly decision: Decision;
  /** Of a document that was fetched. */
  readonly ticket: DepositTicket | null;
}

/**
 * Throws what opening, reading the trust lists, fetching and noting throw, and what the delivery throws: then the
 * document is nowhere. What does not open, and what is damaged inside, is logged with its code.
 */
export async function present(
  presented: Presented,
  ports: PresentPorts,
  options: PresentOptions,
): Promise<Outcome> {
  const unlocked = await logged(unopened(presented), ports.records, () =>
    unlock(presented.envelope, ports.keyRing, options.privateKey),
  );
  const decision = await judgeHere(presented, unlocked, ports, options);
  const judged = { presented, unlocked, decision, ticket: null };
  const [objection] = decision.objections;
  if (objection !== undefined) return refuse(objection, judged, ports);
  if (!isDeposited(unlocked)) return take(judged, ports, options);
  return options.fetch ? fetchAndTake(judged, ports, options) : leave(judged, ports);
}

async function judgeHere(
  presented: Presented,
  unlocked: Unlocked,
  { keyRing, trust: lists, records, now: clock, tell }: PresentPorts,
  { accept = [] }: PresentOptions,
): Promise<Decision> {
  const now = clock();
  const trust = await lists.read();
  const newest = await clockSetBack(records, trust?.madeAt ?? 0, now);
  if (newest !== null) tell({ code: "clock-set-back", newest });
  const predecessors = await keyRing.predecessorsOf(unlocked.key.fingerprint);
  return decide(presented, unlocked, predecessors, trust, accept, now);
}

/** Nothing of the document is shown or delivered; that it was presented and why it was refused is logged. */
async function refuse(
  objection: Objection,
  judged: Judged,
  { delivery, records }: PresentPorts,
): Promise<RefusedDocument> {
  const { unlocked, decision } = judged;
  await delivery.check({ mediaType: unlocked.mediaType, decision });
  const facts = [...decision.facts, await records.lookUp(noted(judged).documentId)];
  await records.noteOpening(objection.error, noted(judged));
  return { outcome: "refused", objection, decision, facts };
}

/** The document stays where it is, so nothing is noted as presented. */
async function leave(judged: Judged, { records }: PresentPorts): Promise<LeftAtService> {
  const { unlocked, decision } = judged;
  const ticket = await logged(noted(judged), records, () => ticketOf(unlocked));
  const facts = [...decision.facts, await records.lookUp(noted(judged).documentId)];
  await records.noteOpening("deposit/not-fetched", noted(judged));
  return { outcome: "left", ticket, key: unlocked.key, decision, facts };
}

async function fetchAndTake(judged: Judged, ports: PresentPorts, options: PresentOptions): Promise<Taken> {
  const { unlocked, decision } = judged;
  const fetched = await logged(noted(judged), ports.records, () =>
    fetchDeposited(unlocked, decision, options.exchange, ports),
  );
  try {
    const taken = await take(
      { ...judged, unlocked: fetched.unlocked, ticket: fetched.ticket },
      ports,
      options,
    );
    await fetched.confirm();
    return taken;
  } finally {
    await fetched.close();
  }
}

/** The document is kept in full before it is noted as seen, and handed over only after. */
async function take(judged: Judged, ports: PresentPorts, options: PresentOptions): Promise<Taken> {
  const { delivery, records } = ports;
  const { unlocked, decision, ticket } = judged;
  const { mediaType, statement, key } = unlocked;
  await delivery.check({ mediaType, decision });
  const document = await logged(noted(judged), records, () => documentOf(unlocked, options));
  const staged = await delivery.stage(document, { mediaType, decision });
  try {
    const firstTime = await notePresentation(judged, records);
    await records.noteOpening("ok", noted(judged));
    const facts = [...decision.facts, firstTime];
    const taken: Taken = { outcome: "taken", document, mediaType, statement, key, decision, facts, ticket };
    await staged.publish(taken);
    return taken;
  } finally {
    await staged.discard();
  }
}

/** Byte for byte as it was sealed. The sender's tool may have sealed something else as JSON. */
function documentOf({ mediaType, document }: Unlocked, { isJson }: PresentOptions): Uint8Array {
  const bytes = document();
  const fault = (isJson ?? mediaType === JSON_MEDIA_TYPE) ? findDocumentFault(bytes) : null;
  if (fault !== null) throw failure("document/opened-not-json", fault);
  return bytes;
}

function notePresentation(judged: Judged, records: Records): Promise<Fact> {
  const { unlocked, decision } = judged;
  // Only a date that a known issuer signed tells the time: anyone can write any other.
  const issuedAt = isProved(decision) ? (unlocked.statement?.claims.issuedAt ?? null) : null;
  return records.notePresentation(noted(judged).documentId, issuedAt, decision.accepted);
}

const unopened = ({ bytes }: Presented): NotedOpening => ({
  documentId: null,
  envelope: bytes,
  key: null,
  issuer: null,
  accepted: [],
});

const noted = ({
  presented,
  unlocked,
  decision,
}: Judged): NotedOpening & { readonly documentId: string } => ({
  documentId: identifyDocument(unlocked.statement, presented.bytes),
  envelope: presented.bytes,
  key: unlocked.key,
  issuer: decision.issuer,
  accepted: decision.accepted,
});
