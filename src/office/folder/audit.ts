/**
 * The log of sealing and opening, audit.jsonl in the office's key folder: what was done with which document by which
 * desk, never what the document says. One entry a line (journal.ts), chained without a lock:
 *
 *   length      bytes of the line after this field: tells a line cut short by a kill from one that was altered
 *   entry       128 random bits: no two lines are equal
 *   at, desk    when (ISO 8601, UTC, whole seconds) and where
 *   action, result, documentId, envelopeSha256, recipients, issuer, accepted    AuditEntry
 *   after       bytes of the file when its writer read it
 *   chain       SHA-256 over the chain value of the base, the bytes from the base's `after` to this one, and this
 *               line up to `,"chain"`. The base is the last whole entry within the first `after` bytes. Where there is
 *               none, 32 zero bytes stand for its value and the bytes begin at 0.
 *
 * So a chain value holds for its own line and for every byte of the file before `after`, torn lines included. Entries
 * written at the same time lie between the `after` of one and its line: nothing holds for where they stand until the
 * next entry. What nothing shows is whole lines cut off at the end: for that, note the head down elsewhere. The same
 * holds against someone who writes a whole new chain.
 */
import { createHash, randomBytes } from "node:crypto";
import path from "node:path";
import type { Term } from "../../core/index.ts";
import { term } from "./refusals.ts";
import { append, jsonOf, linesOf, readJournal } from "./journal.ts";
import type { Line, Snapshot } from "./journal.ts";

export interface AuditEntry {
  readonly action: "seal" | "open" | "rewrap";
  /** "ok", or the code of the error it ended with. */
  readonly result: string;
  readonly documentId: string | null;
  readonly envelopeSha256: string | null;
  /** Fingerprints, 64 hexadecimal digits each. */
  readonly recipients: readonly string[];
  /** Fingerprint, 64 hexadecimal digits. */
  readonly issuer: string | null;
  /** Overrides the clerk named. */
  readonly accepted: readonly string[];
}

/** An entry with its moment (ISO 8601 UTC, whole seconds) and desk. */
export interface DatedEntry extends AuditEntry {
  readonly at: string;
  readonly desk: string;
}

interface AuditLine extends DatedEntry {
  readonly entry: string;
  readonly after: number;
  /** 64 hexadecimal digits. */
  readonly chain: string;
}

export const auditPath = (folder: string): string => path.join(folder, "audit.jsonl");

const WHAT = term("audit-log");

// --- lines --------------------------------------------------------------------------------------------

const OPENING = '{"length":';

/** All of a line that its chain value is computed over. */
function encodeBody(line: Omit<AuditLine, "chain">): string {
  const { entry, at, desk, action, result, documentId, envelopeSha256, recipients, issuer, accepted, after } =
    line;
  const fields = JSON.stringify({
    entry,
    at,
    desk,
    action,
    result,
    documentId,
    envelopeSha256,
    recipients,
    issuer,
    accepted,
    after,
  }).slice(1, -1);
  return `${OPENING}${Buffer.byteLength(fields) + CHAIN_BYTES},${fields}`;
}

const encodeChain = (chain: string): string => `,"chain":"${chain}"}`;
const CHAIN_BYTES = encodeChain("").length + 64;

/** An entry in its one spelling, or null for anything else. */
function parseLine(line: Line): AuditLine | null {
  const found = jsonOf(line);
  if (!line.isWhole || typeof found !== "object" || found === null) return null;
  const fields = found as Record<keyof AuditLine, unknown>;
  const { entry, at, desk, action, result, documentId, envelopeSha256, recipients, issuer, accepted } =
    fields;
  const { after, chain } = fields;
  if (!isText(entry) || !isText(at) || !isText(desk) || !isAction(action) || !isText(result)) return null;
  if (!isTextOrNull(documentId) || !isTextOrNull(envelopeSha256) || !isTextOrNull(issuer)) return null;
  if (!isTexts(recipients) || !isTexts(accepted)) return null;
  if (!Number.isSafeInteger(after) || !isText(chain) || !/^[0-9a-f]{64}$/.test(chain)) return null;
  const parsed: AuditLine = {
    entry,
    at,
    desk,
    action,
    result,
    documentId,
    envelopeSha256,
    recipients,
    issuer,
    accepted,
    after: after as number,
    chain,
  };
  return line.bytes.equals(Buffer.from(encodeBody(parsed) + encodeChain(chain))) ? parsed : null;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isAction = (value: unknown): value is AuditEntry["action"] =>
  value === "seal" || value === "open" || value === "rewrap";

/**
 * What a kill or a full disk may leave of a line, null for anything else: the beginning of an entry ("torn"); or, where
 * the line was torn after the next writer had looked, such a beginning and that writer's entry without a line feed
 * between them ("glued"; the entry stands again further down).
 */
function describeRemains(line: Line): "torn" | "glued" | null {
  if (jsonOf(line) !== undefined) return null;
  const text = line.bytes.toString("latin1");
  if (!text.startsWith(OPENING)) return OPENING.startsWith(text) ? "torn" : null;
  const pieces = text.split(OPENING).slice(1);
  let isEnded = false;
  for (const [index, piece] of pieces.entries()) {
    const [, digits, rest = ""] = /^(\d+),([^]*)$/.exec(piece) ?? [];
    const missing = digits === undefined ? NaN : Number(digits) - rest.length;
    isEnded = missing === 0 && index > 0 && index === pieces.length - 1;
    if (!isEnded && !(missing > 0) && !/^\d*$/.test(piece)) return null;
  }
  return isEnded ? "glued" : "torn";
}

// --- the chain ----------------------------------------------------------------------------------------

/** What an entry builds on. */
interface Base {
  readonly after: number;
  readonly chain: string;
}

const beginning: Base = { after: 0, chain: "0".repeat(64) };

function chainOf(base: Base, between: Uint8Array, body: Uint8Array | string): string {
  return createHash("sha256")
    .update(Buffer.from(base.chain, "hex"))
    .update(between)
    .update(body)
    .digest("hex");
}

/** Appends an entry and syncs it. Throws the output/ errors; then it is not recorded. */
export async function recordInAudit(
  folder: string,
  entry: AuditEntry,
  at: Date,
  desk: string,
): Promise<void> {
  await append(auditPath(folder), async (before) => {
    const base = (await before.last(parsePlaced)) ?? beginning;
    const body = encodeBody({
      ...entry,
      entry: randomBytes(16).toString("hex"),
      at: at.toISOString().replace(/\.\d+Z$/, "Z"),
      desk,
      after: before.size,
    });
    return [body + encodeChain(chainOf(base, await before.bytes(base.after, before.size), body))];
  });
}

/** An entry that does not claim to follow more bytes than are there. */
function parsePlaced(line: Line): AuditLine | null {
  const entry = parseLine(line);
  return entry !== null && entry.after >= 0 && entry.after <= line.start ? entry : null;
}

export type AuditVerdict =
  | {
      readonly intact: true;
      readonly entries: number;
      /** The last entry's chain value, 64 hexadecimal digits; null where there is no entry. */
      readonly head: string | null;
      readonly first: { readonly at: string; readonly desk: string } | null;
      readonly last: { readonly at: string; readonly desk: string } | null;
      /** Last entries that no later one holds in place: their own content is proved, that they stand there is not. */
      readonly uncovered: number;
      /** Lines cut short by a kill or a full disk. */
      readonly unreadable: number;
    }
  | {
      readonly intact: false;
      /** The first line that is not as it was written, or follows something that is not; from 1, null for the whole. */
      readonly line: number | null;
      readonly problem: Term;
    };

/**
 * Walks the whole log and computes every chain value anew; with `notedHead`, also whether the entry of that chain
 * value is still in it. Null where there is no log. Throws input/unreadable.
 */
export async function verifyAudit(folder: string, notedHead?: string): Promise<AuditVerdict | null> {
  const verdict = await readJournal(auditPath(folder), WHAT, (journal) => verify(journal, notedHead));
  return verdict ?? (notedHead === undefined ? null : headIsGone);
}

const NO_ENTRY = term("no-entry");
const headIsGone: AuditVerdict = {
  intact: false,
  line: null,
  problem: term("head-missing"),
};

async function verify(journal: Snapshot, notedHead: string | undefined): Promise<AuditVerdict> {
  const bytes = await journal.bytes(0, journal.size);
  const entries: (AuditLine & { readonly end: number })[] = [];
  const known = new Set<string>();
  let covered = 0;
  let unreadable = 0;
  let number = 0;
  /** Whether the line before is torn or empty, and so was ended by the line feed that the next entry begins with. */
  let isEndedByNext = false;
  const broken = (problem: Term): AuditVerdict => ({ intact: false, line: number, problem });

  for (const line of linesOf({ start: 0, bytes })) {
    number += 1;
    const entry = parseLine(line);
    if (entry === null) {
      // Written up to its line feed: not reported as recorded, and no entry until somebody ends it.
      const lacksLineFeed = !line.isWhole && parseLine({ ...line, isWhole: true }) !== null;
      const remains = lacksLineFeed ? "torn" : describeRemains(line);
      if (remains === null) return broken(NO_ENTRY);
      if (line.bytes.length > 0) unreadable += 1;
      isEndedByNext = line.isWhole && remains !== "glued";
      continue;
    }
    if (entry.after < 0 || entry.after > line.start) return broken(term("written-further-down"));
    // Its writer begins with a line feed only where it saw the file end in the middle of a line.
    const sawLineEnd = entry.after === 0 || bytes[entry.after - 1] === 0x0a;
    if (isEndedByNext && sawLineEnd) return broken(term("foreign-line-before"));
    if (known.has(entry.entry)) return broken(term("copied-line"));
    const base = entries.findLast(({ end }) => end <= entry.after) ?? beginning;
    const body = line.bytes.subarray(0, line.bytes.length - CHAIN_BYTES);
    if (chainOf(base, bytes.subarray(base.after, entry.after), body) !== entry.chain)
      return broken(term("chain-broken"));
    entries.push({ ...entry, end: line.start + line.bytes.length + 1 });
    known.add(entry.entry);
    covered = Math.max(covered, entry.after);
    isEndedByNext = false;
  }
  if (isEndedByNext) return broken(NO_ENTRY);
  if (notedHead !== undefined && !entries.some(({ chain }) => chain === notedHead)) return headIsGone;
  const [first, last] = [entries.at(0), entries.at(-1)];
  return {
    intact: true,
    entries: entries.length,
    head: last?.chain ?? null,
    first: first === undefined ? null : { at: first.at, desk: first.desk },
    last: last === undefined ? null : { at: last.at, desk: last.desk },
    uncovered: entries.filter(({ end }) => end > covered).length,
    unreadable,
  };
}

// --- reading ------------------------------------------------------------------------------------------

/** The last entries, all where no number is given, oldest first; none where there is no log. Proves nothing. */
export async function readAudit(folder: string, count = Infinity): Promise<readonly DatedEntry[]> {
  const found = await readJournal(auditPath(folder), WHAT, async (journal) => {
    const entries: DatedEntry[] = [];
    for await (const block of journal.blocks()) {
      for (const line of linesOf(block)) {
        const entry = parseLine(line);
        if (entry !== null) entries.push(withoutChain(entry));
      }
    }
    return entries.slice(-count);
  });
  return found ?? [];
}

function withoutChain(line: AuditLine): DatedEntry {
  const { at, desk, action, result, documentId, envelopeSha256, recipients, issuer, accepted } = line;
  return { at, desk, action, result, documentId, envelopeSha256, recipients, issuer, accepted };
}
