/**
 * What was read from codes to the document, judged: the one way in which the library hands out a document. Whatever is
 * refused, left where it lies or not for these keys has no document.
 */
import { Collector, envelopeWanted, trimText } from "../carry/index.ts";
import { QrsealError, refusalFor, shortFingerprint, toHex } from "../core/index.ts";
import type { DepositTicket, Envelope, OpenedStatement } from "../core/index.ts";
import type { Outcome, Taken } from "../office/outcome.ts";
import { present as presentAtOffice } from "../office/present.ts";
import type { PresentPorts } from "../office/present.ts";
import type { DocumentDelivery } from "../office/ports.ts";
import { copyBytes, mustBe } from "./calls.ts";
import { depositsOf } from "./fetchedcopy.ts";
import { keyRingOf } from "./openingkeys.ts";
import type { DepositPlace, DocumentClaims, Presentation, TakenDocument } from "./presentation.ts";
import { checkPresentOptions } from "./presentoptions.ts";
import type { CheckedPresentOptions, PresentOptions } from "./presentoptions.ts";
import { recordsOf } from "./seenbefore.ts";

/**
 * `payloads` are what codes held, or the text of an envelope, in any order and as often as they were read. Throws the
 * envelope/ errors where one means to be an envelope and is none, open/damaged and the other open/, document/ and
 * deposit/ errors where it is broken inside, what `register` and `fetch` throw, and a TypeError where the call is not of
 * this shape: then the document is nowhere.
 */
export async function present(
  payloads: Iterable<Uint8Array | string>,
  options: PresentOptions,
): Promise<Presentation> {
  const checked = checkPresentOptions(options);
  const collector = new Collector(envelopeWanted);
  for (const payload of payloadsIn(payloads)) collector.add(payload);
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
      return presentEnvelope(collected.content, collected.bytes, checked);
  }
}

/** A text may come with what scanners and editors add; what a code holds is exact. */
function payloadsIn(payloads: Iterable<Uint8Array | string>): readonly Uint8Array[] {
  const isList = typeof payloads !== "string" && !ArrayBuffer.isView(payloads) && Symbol.iterator in payloads;
  mustBe(isList, "payloads is a list, of one where there is one");
  return [...payloads].map((payload) =>
    typeof payload === "string"
      ? trimText(new TextEncoder().encode(payload))
      : copyBytes(payload, "a payload"),
  );
}

async function presentEnvelope(
  envelope: Envelope,
  bytes: Uint8Array,
  options: CheckedPresentOptions,
): Promise<Presentation> {
  try {
    const { accept, fetch } = options;
    const presented = { envelope, bytes, picture: null };
    return asPresentation(
      await presentAtOffice(presented, portsOf(options), { accept, fetch: fetch !== null }),
    );
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

const portsOf = (options: CheckedPresentOptions): PresentPorts => ({
  keyRing: keyRingOf(options.keys, options.predecessorsOf),
  trust: { read: () => Promise.resolve(options.trust) },
  records: recordsOf(options.register),
  deposits: depositsOf(options.fetch),
  delivery: heldInMemory,
  now: options.now,
  tell: () => undefined,
});

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
      return { outcome: "left", ticket: placeOf(outcome.ticket), facts };
  }
}

/** Where it lies. What opens it stays here. */
function placeOf(ticket: DepositTicket): DepositPlace {
  const { origin, id, digest, size, compression, mediaType, expiresAt, certificate, once } = ticket;
  return { origin, id, digest, size, compression, mediaType, expiresAt, certificate, once };
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
