/**
 * What this desk notes when it seals a document or one is shown to it: the register of documents, the audit log,
 * and what the register says about the desk's clock. Nothing is noted where there is no key folder.
 */
import { createHash } from "node:crypto";
import { fact, limits, toHex } from "../../core/index.ts";
import type { Acceptance, Fact, OpenedStatement, TrustedIssuer } from "../../core/index.ts";
import { recordInAudit } from "../../office/folder/audit.ts";
import { deskName } from "./desk.ts";
import type { Host } from "../host.ts";
import { hasKeyFolder } from "../../office/folder/keyfolder.ts";
import { newestSignedDate, readRegister, recordPresentation } from "../../office/folder/register.ts";
import type { Unlocked } from "../keys/unlock.ts";

/** The document's own id, or the digest of the envelope where its format has none. */
export function identifyDocument(statement: OpenedStatement | null, envelope: Uint8Array): string {
  if (statement !== null) return toHex(statement.claims.documentId);
  return `sha256:${sha256(envelope)}`;
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The newest signed date seen before, where this machine's clock stands clearly before it; else null. */
export async function clockSetBack(folder: string, newestKnown: number, now: Date): Promise<number | null> {
  const newest = Math.max(newestKnown, (await newestSignedDate(folder)) ?? 0);
  return now.getTime() / 1000 + limits.clockSkewSeconds < newest ? newest : null;
}

/** Whether it was seen before, without noting that it is seen now: for what is refused. */
export async function lookUp(folder: string, documentId: string): Promise<Fact> {
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
export async function notePresentation(
  folder: string,
  documentId: string,
  issuedAt: number | null,
  accepted: readonly Acceptance[],
  host: Host,
): Promise<Fact> {
  if (!(await hasKeyFolder(folder))) return fact("first-time/not-kept", "doubtful", {});
  const desk = deskName(host.env);
  const at = host
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, "Z");
  const noted = issuedAt !== null && issuedAt <= limits.timeSeconds ? issuedAt : null;
  const presentation = { documentId, at, desk, issuedAt: noted, accepted };
  const { earlier } = await recordPresentation(folder, presentation);
  return earlier.length === 0
    ? fact("first-time/yes", "good", { desk })
    : fact("first-time/no", "doubtful", { earlier });
}

export interface NotedOpening {
  /** Null, as the key, where it did not open. */
  readonly documentId: string | null;
  readonly envelope: Uint8Array;
  readonly key: Unlocked["key"] | null;
  readonly issuer: TrustedIssuer | null;
  readonly accepted: readonly Acceptance[];
}

/** One entry of the audit log for one opening, taken or refused. */
export async function noteOpening(
  folder: string,
  result: string,
  opened: NotedOpening,
  host: Host,
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
  await recordInAudit(folder, entry, host.now(), deskName(host.env));
}

export interface NotedSealing {
  readonly documentId: string | null;
  readonly envelope: Uint8Array;
  readonly receivers: readonly { readonly key: { readonly fingerprint: string } }[];
  readonly signer: { readonly fingerprint: string } | null;
}

export async function noteSealing(folder: string, sealed: NotedSealing, host: Host): Promise<void> {
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
  await recordInAudit(folder, entry, host.now(), deskName(host.env));
}

export interface NotedRewrapping {
  readonly documentId: string | null;
  readonly envelope: Uint8Array;
  readonly successor: { readonly fingerprint: string };
  /** The key it was for. */
  readonly key: { readonly fingerprint: string };
}

export async function noteRewrapping(folder: string, done: NotedRewrapping, host: Host): Promise<void> {
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
  await recordInAudit(folder, entry, host.now(), deskName(host.env));
}
