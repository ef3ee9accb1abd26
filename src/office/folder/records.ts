/**
 * What this desk notes in its key folder when it seals a document or one is shown to it: the register of documents and
 * the audit log. Nothing is noted where there is no key folder.
 */
import { fact, limits } from "../../core/index.ts";
import type { Acceptance, Fact } from "../../core/index.ts";
import type { Clock, NotedOpening, NotedRewrapping, NotedSealing, Records } from "../ports.ts";
import { sha256 } from "../presented.ts";
import { recordInAudit } from "./audit.ts";
import { hasKeyFolder } from "./keyfolder.ts";
import { newestSignedDate, readRegister, recordPresentation } from "./register.ts";

/** By what a desk's lines are told from those of others. */
export interface Desk {
  readonly now: Clock;
  /** Asked when something is noted. Throws usage/bad-option where it is too long for a line. */
  readonly name: () => string;
}

export function recordsIn(folder: string, desk: Desk): Records {
  return {
    newestSignedDate: () => newestSignedDate(folder),
    lookUp: (documentId) => lookUp(folder, documentId),
    notePresentation: (documentId, issuedAt, accepted) =>
      notePresentation(folder, documentId, issuedAt, accepted, desk),
    noteOpening: (result, opened) => noteOpening(folder, result, opened, desk),
    noteSealing: (sealed) => noteSealing(folder, sealed, desk),
    noteRewrapping: (done) => noteRewrapping(folder, done, desk),
  };
}

/** Whether it was seen before, without noting that it is seen now: for what is refused. */
async function lookUp(folder: string, documentId: string): Promise<Fact> {
  if (!(await hasKeyFolder(folder))) return fact("first-time/not-kept", "doubtful", {});
  const { presentations } = await readRegister(folder, documentId);
  return presentations.length === 0
    ? fact("first-time/yes", "good", { desk: null })
    : fact("first-time/no", "doubtful", { earlier: presentations.map(({ at, desk }) => ({ at, desk })) });
}

/**
 * Notes that a document was taken, durably, and says whether it was seen before. A date that no register holds, which
 * only an override lets through, is not noted.
 */
async function notePresentation(
  folder: string,
  documentId: string,
  issuedAt: number | null,
  accepted: readonly Acceptance[],
  { now, name }: Desk,
): Promise<Fact> {
  if (!(await hasKeyFolder(folder))) return fact("first-time/not-kept", "doubtful", {});
  const desk = name();
  const at = now()
    .toISOString()
    .replace(/\.\d+Z$/, "Z");
  const noted = issuedAt !== null && issuedAt <= limits.timeSeconds ? issuedAt : null;
  const presentation = { documentId, at, desk, issuedAt: noted, accepted };
  const { earlier } = await recordPresentation(folder, presentation);
  return earlier.length === 0
    ? fact("first-time/yes", "good", { desk })
    : fact("first-time/no", "doubtful", { earlier });
}

/** One entry of the audit log for one opening, taken or refused. */
async function noteOpening(
  folder: string,
  result: string,
  opened: NotedOpening,
  { now, name }: Desk,
): Promise<void> {
  if (!(await hasKeyFolder(folder))) return;
  const { documentId, envelope, key, issuer, accepted } = opened;
  const entry = {
    action: "open",
    result,
    documentId,
    envelopeSha256: sha256(envelope),
    recipients: key === null ? [] : [key.fingerprint],
    issuer: issuer?.key.fingerprint ?? null,
    accepted,
  } as const;
  await recordInAudit(folder, entry, now(), name());
}

async function noteSealing(folder: string, sealed: NotedSealing, { now, name }: Desk): Promise<void> {
  if (!(await hasKeyFolder(folder))) return;
  const entry = {
    action: "seal",
    result: "ok",
    documentId: sealed.documentId,
    envelopeSha256: sha256(sealed.envelope),
    recipients: sealed.receivers.map(({ key }) => key.fingerprint),
    issuer: sealed.signer?.fingerprint ?? null,
    accepted: [],
  } as const;
  await recordInAudit(folder, entry, now(), name());
}

async function noteRewrapping(folder: string, done: NotedRewrapping, { now, name }: Desk): Promise<void> {
  if (!(await hasKeyFolder(folder))) return;
  const entry = {
    action: "rewrap",
    result: "ok",
    documentId: done.documentId,
    envelopeSha256: sha256(done.envelope),
    recipients: [done.key.fingerprint, done.successor.fingerprint],
    issuer: null,
    accepted: [],
  } as const;
  await recordInAudit(folder, entry, now(), name());
}
