/**
 * What was read from codes to the document, judged: the one way in which the library hands out a document. Whatever is
 * refused, left where it lies or not for these keys has no document.
 */
import { Collector, envelopeWanted } from "../carry/index.ts";
import { bug, QrsealError, refusalFor, shortFingerprint, toHex } from "../core/index.ts";
import type {
  Acceptance,
  DepositTicket,
  Envelope,
  Fact,
  OpenedStatement,
  OpeningKey,
  Trust,
  TrustedIssuer,
} from "../core/index.ts";
import type { Outcome, Taken } from "../office/outcome.ts";
import { present as presentAtOffice } from "../office/present.ts";
import type { PresentPorts } from "../office/present.ts";
import type { Deposits, DocumentDelivery, FetchedDeposit } from "../office/ports.ts";
import { keyRingOf } from "./openingkeys.ts";
import { recordsOf } from "./seenbefore.ts";
import type { Register } from "./seenbefore.ts";

export interface PresentOptions {
  /** Any of them may open it. */
  readonly keys: readonly OpeningKey[];
  /** Whom to believe: without a list nobody could be, and nothing would be known of what was revoked. */
  readonly trust: Trust;
  /** What the document is taken in spite of, by name. A forged one never is. */
  readonly accept?: readonly Acceptance[];
  /** Which documents were seen before; without it nobody knows, and that is said. */
  readonly register?: Register;
  /** Gets a document that lies with a service, of a ticket that a believed issuer signed; without it, it is left there. */
  readonly fetch?: (ticket: DepositTicket) => Promise<FetchedDeposit>;
  /** The fingerprints of the keys that this one of yours succeeds; none where it is not given. */
  readonly predecessorsOf?: (fingerprint: string) => readonly string[];
  /** The clock of this machine where none is given. */
  readonly now?: () => Date;
}

/** What an issuer says of a document. Times are seconds since 1970. */
export interface DocumentClaims {
  /** 32 hexadecimal digits. */
  readonly documentId: string;
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  readonly notBefore: number | null;
}

/** It may be relied on as far as the facts say: `isReliable` where every one of them is good. */
export interface TakenDocument {
  readonly outcome: "taken";
  /** Byte for byte as it was sealed. */
  readonly document: Uint8Array;
  readonly mediaType: string;
  readonly isReliable: boolean;
  /** Who signed it, of the trust list; null where nobody known did. */
  readonly issuer: TrustedIssuer | null;
  /** What the document says of itself; null in the formats that carry no such thing. Believe it as far as `issuer`. */
  readonly claims: DocumentClaims | null;
  readonly facts: readonly Fact[];
  /** What it was taken in spite of. */
  readonly accepted: readonly Acceptance[];
}

export type Presentation =
  | TakenDocument
  /** Something stands against it that was not accepted: `refusal` is the first of it, a verdict/ error to be told. */
  | { readonly outcome: "refused"; readonly refusal: QrsealError; readonly facts: readonly Fact[] }
  /** It may be relied on, and lies with a service still. */
  | { readonly outcome: "left"; readonly ticket: DepositTicket; readonly facts: readonly Fact[] }
  /** An envelope, for other keys than these. `recipients` are short fingerprints; none in formats that name nobody. */
  | { readonly outcome: "not-for-these-keys"; readonly recipients: readonly string[] }
  /** Several envelopes, and nobody said which of them is meant. */
  | { readonly outcome: "several"; readonly count: number }
  /** No envelope is among the payloads. */
  | { readonly outcome: "none" };

/**
 * `payloads` are what codes held, or the text of an envelope, in any order and as often as they were read. Throws the
 * envelope/ errors where one means to be an envelope and is none, open/damaged and the other open/, document/ and
 * deposit/ errors where it is broken inside, and what `register` and `fetch` throw: then the document is nowhere.
 */
export async function present(
  payloads: Iterable<Uint8Array | string>,
  options: PresentOptions,
): Promise<Presentation> {
  const collector = new Collector(envelopeWanted);
  for (const payload of payloads)
    collector.add(typeof payload === "string" ? new TextEncoder().encode(payload) : payload);
  const { collected } = collector;
  switch (collected.state) {
    case "waiting":
      return { outcome: "none" };
    case "foreign":
      if (collected.refusal !== null) throw collected.refusal;
      return { outcome: "none" };
    case "conflicting":
      return { outcome: "several", count: collected.contents.length };
    case "complete":
      return presentEnvelope(collected.content, collected.bytes, options);
  }
}

async function presentEnvelope(
  envelope: Envelope,
  bytes: Uint8Array,
  options: PresentOptions,
): Promise<Presentation> {
  try {
    const presented = { envelope, bytes, picture: null };
    return asPresentation(await presentAtOffice(presented, portsOf(options), settingsOf(options)));
  } catch (error) {
    if (!(error instanceof QrsealError) || !notForTheseKeys.has(error.code)) throw error;
    return { outcome: "not-for-these-keys", recipients: recipientsOf(envelope) };
  }
}

const notForTheseKeys: ReadonlySet<string> = new Set([
  "key/none",
  "open/for-another-key",
  "open/not-for-this-key",
]);

const recipientsOf = ({ recipients }: Envelope): readonly string[] =>
  recipients.flatMap(({ keyId }) => (keyId === null ? [] : shortFingerprint(toHex(keyId))));

const settingsOf = ({
  accept,
  fetch,
}: PresentOptions): { accept: readonly Acceptance[]; fetch: boolean } => ({
  accept: accept ?? [],
  fetch: fetch !== undefined,
});

const portsOf = ({ keys, trust, register, fetch, predecessorsOf, now }: PresentOptions): PresentPorts => ({
  keyRing: keyRingOf(keys, predecessorsOf ?? (() => [])),
  trust: { read: () => Promise.resolve(trust) },
  records: recordsOf(register ?? null),
  deposits: depositsOf(fetch),
  delivery: heldInMemory,
  now: now ?? (() => new Date()),
  tell: () => undefined,
});

function depositsOf(fetch: PresentOptions["fetch"]): Deposits {
  const none = (): Promise<never> => Promise.reject(bug("a service that nobody named"));
  return { fetch: fetch ?? none, openDepositor: none };
}

/** It is nowhere but in the outcome, which nobody gets before it is noted. */
const heldInMemory: DocumentDelivery = {
  check: () => Promise.resolve(),
  stage: () => Promise.resolve({ publish: () => Promise.resolve(), discard: () => Promise.resolve() }),
};

function asPresentation(outcome: Outcome): Presentation {
  const { facts } = outcome;
  switch (outcome.outcome) {
    case "taken":
      return asTaken(outcome);
    case "refused":
      return { outcome: "refused", refusal: refusalFor(outcome.objection), facts };
    case "left":
      return { outcome: "left", ticket: outcome.ticket, facts };
  }
}

function asTaken({ document, mediaType, statement, decision, facts }: Taken): TakenDocument {
  const { issuer, accepted } = decision;
  return {
    outcome: "taken",
    // A view of Node's own kind would hold more than the document.
    document: Uint8Array.from(document),
    mediaType,
    isReliable: accepted.length === 0 && facts.every(({ standing }) => standing === "good"),
    issuer,
    claims: statement === null ? null : claimsOf(statement),
    facts,
    accepted,
  };
}

const claimsOf = ({ claims }: OpenedStatement): DocumentClaims => ({
  documentId: toHex(claims.documentId),
  issuer: claims.issuer,
  subject: claims.subject,
  issuedAt: claims.issuedAt,
  expiresAt: claims.expiresAt,
  notBefore: claims.notBefore,
});
