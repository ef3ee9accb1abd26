/**
 * The register of documents presented at this desk, register.jsonl in the office's key folder: so that a copy of a
 * code is noticed where the first was accepted, and a clock that was set back. One presentation a line (journal.ts):
 *
 *   documentId  32 hexadecimal digits, or sha256: and 64 of them for formats without an identifier of their own
 *   at, desk    when (ISO 8601, UTC, whole seconds) and where it was presented
 *   issuedAt    the signed date, seconds since 1970, or null
 *   accepted    overrides the clerk named
 *   entry       128 random bits: tells this presentation from every other, in the registers of all desks
 *   after       bytes of this file its writer had seen
 *   newest      the highest issuedAt among them and itself, or null
 *
 * Two desks that present the same document at once both append, then look at what stands before their own line. The
 * system gives every line another position, and a line is readable before the next one gets its position, so exactly
 * one of them, the first in the file, finds nothing. (A presentation whose command was killed or refused after it had
 * written stays in the register: the next one is warned once too often, never once too seldom.)
 */
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Readable } from "node:stream";
import { bug, limits } from "../../core/index.ts";
import { failure, term } from "./refusals.ts";
import { readInput } from "./files.ts";
import { append, jsonOf, linesOf, linesWith, readJournal } from "./journal.ts";
import type { Line, Snapshot } from "./journal.ts";

export interface Presentation {
  readonly documentId: string;
  /** ISO 8601 UTC, whole seconds. */
  readonly at: string;
  readonly desk: string;
  /** The signed date, seconds since 1970; null where the document has none. */
  readonly issuedAt: number | null;
  /** Overrides the clerk named. */
  readonly accepted: readonly string[];
}

/** A presentation as it is merged between desks. */
interface Entry extends Presentation {
  readonly entry: string;
}

/** A line of this desk's own file. */
interface RegisterLine extends Entry {
  readonly after: number;
  readonly newest: number | null;
}

/** Bytes appended at once when merging: few syncs, and little to look through for the newest date afterwards. */
const MERGE_BYTES = 256 * 1024;

export const registerPath = (folder: string): string => path.join(folder, "register.jsonl");

const WHAT = term("register");

// --- lines --------------------------------------------------------------------------------------------

function encodeLine({
  documentId,
  at,
  desk,
  issuedAt,
  accepted,
  entry,
  after,
  newest,
}: RegisterLine): string {
  return JSON.stringify({ documentId, at, desk, issuedAt, accepted, entry, after, newest });
}

/** A line of this file, or null for anything else. Fields of later versions are passed over. */
function parseLine(line: Line): RegisterLine | null {
  const found = parseEntry(line);
  if (found === null) return null;
  const { after, newest } = jsonOf(line) as Record<string, unknown>;
  if (!isCount(after) || after > line.start || !(newest === null || isCount(newest))) return null;
  return { ...found, after, newest };
}

function parseEntry(line: Line): Entry | null {
  const found = jsonOf(line);
  if (typeof found !== "object" || found === null) return null;
  const { documentId, at, desk, issuedAt, accepted, entry } = found as Record<string, unknown>;
  if (!isDocumentId(documentId) || !isMoment(at) || !isShortText(desk)) return null;
  if (issuedAt !== null && !(isCount(issuedAt) && issuedAt <= NEWEST_DATE)) return null;
  if (!Array.isArray(accepted) || !accepted.every(isShortText)) return null;
  if (typeof entry !== "string" || !/^[0-9a-f]{32}$/.test(entry)) return null;
  return { documentId, at, desk, issuedAt, accepted, entry };
}

/** 9999-12-31T23:59:59Z. */
const NEWEST_DATE = 253_402_300_799;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** 32 hexadecimal digits, or sha256: and 64 of them. */
export const documentIdPattern = /^(?:[0-9a-f]{32}|sha256:[0-9a-f]{64})$/;

const isDocumentId = (value: unknown): value is string =>
  typeof value === "string" && documentIdPattern.test(value);

/** The one spelling of a moment that exists: 2026-02-30 does not. */
function isMoment(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return false;
  const moment = new Date(value);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === value.replace("Z", ".000Z");
}

const isShortText = (value: unknown): value is string =>
  typeof value === "string" && value.length <= limits.deskNameCharacters;

const later = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/** First presentation first. */
const byTime = (a: Presentation, b: Presentation): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

// --- presenting ---------------------------------------------------------------------------------------

/**
 * Records a presentation, durably, and returns the others of the same document that stood in the register before it,
 * those merged from other desks included, sorted by time. Throws the output/ errors, and input/unreadable.
 */
export async function recordPresentation(
  folder: string,
  presentation: Presentation,
): Promise<{ earlier: readonly { at: string; desk: string }[] }> {
  const file = registerPath(folder);
  const entry = { ...presentation, entry: newEntryId() };
  const own = await append(file, async (before) => {
    const newest = later(await newestIn(before), entry.issuedAt);
    const line = encodeLine({ ...entry, after: before.end, newest });
    if (parseEntry({ start: 0, bytes: Buffer.from(line), isWhole: true }) === null)
      throw bug("a presentation that the register would not read back");
    return [line];
  });
  const found = await readJournal(file, WHAT, (journal) => entriesOf(journal, presentation.documentId, own));
  const earlier = (found ?? []).map(({ at, desk }) => ({ at, desk }));
  return { earlier };
}

const newEntryId = (): string => randomBytes(16).toString("hex");

/** The presentations of one document in lines that begin before `end`, each once, first presentation first. */
async function entriesOf(journal: Snapshot, documentId: string, end = Infinity): Promise<readonly Entry[]> {
  // With its quotation marks: inside another text they would be escaped. The parsed field decides.
  const needle = Buffer.from(JSON.stringify(documentId));
  const found: Entry[] = [];
  for await (const block of journal.blocks()) {
    if (block.start >= end) break;
    for (const line of linesWith(needle, block)) {
      if (line.start >= end || !line.isWhole) continue;
      const entry = parseEntry(line);
      if (entry?.documentId === documentId) found.push(entry);
    }
  }
  return withoutCopies(found).toSorted(byTime);
}

/** Two merges at once may add the same line twice. */
function withoutCopies(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [identityOf(entry), entry])).values()];
}

/** What makes two lines the same presentation: everything but what each file notes for itself. */
const identityOf = ({ documentId, at, desk, issuedAt, accepted, entry }: Entry): string =>
  JSON.stringify([documentId, at, desk, issuedAt, accepted, entry]);

// --- the newest date ----------------------------------------------------------------------------------

/** The highest issuedAt ever recorded, to notice a clock set back; null where none is. Throws input/unreadable. */
export async function newestSignedDate(folder: string): Promise<number | null> {
  return readJournal(registerPath(folder), WHAT, newestIn);
}

/**
 * The last line knows the highest date among all that its writer had seen. What raced with that writer lies after
 * those bytes, and is looked through: usually that last line alone.
 */
async function newestIn(journal: Snapshot): Promise<number | null> {
  const last = await journal.last(parseLine);
  if (last === null) return null;
  let newest = last.newest;
  for await (const block of journal.blocks(last.after)) {
    for (const line of linesOf(block)) newest = later(newest, parseLine(line)?.newest ?? null);
  }
  return newest;
}

// --- reading and merging ------------------------------------------------------------------------------

export interface RegisterContents {
  /** First presentation first. */
  readonly presentations: readonly Presentation[];
  /** Lines that are no presentations: torn by a kill, a full disk or a power cut, or damaged. */
  readonly unreadable: number;
}

/** All presentations, or those of one document; none where there is no register yet. Throws input/unreadable. */
export async function readRegister(folder: string, documentId?: string): Promise<RegisterContents> {
  const contents = await readJournal(registerPath(folder), WHAT, async (journal) => {
    if (documentId !== undefined)
      return { presentations: await entriesOf(journal, documentId), unreadable: 0 };
    const { entries, unreadable } = await allEntries(journal);
    return { presentations: withoutCopies(entries).toSorted(byTime), unreadable };
  });
  const { presentations, unreadable } = contents ?? { presentations: [], unreadable: 0 };
  return {
    presentations: presentations.map(({ documentId, at, desk, issuedAt, accepted }) => ({
      documentId,
      at,
      desk,
      issuedAt,
      accepted,
    })),
    unreadable,
  };
}

async function allEntries(journal: Snapshot): Promise<{ entries: Entry[]; unreadable: number }> {
  const entries: Entry[] = [];
  let unreadable = 0;
  for await (const block of journal.blocks()) {
    for (const line of linesOf(block)) {
      const entry = line.isWhole ? parseEntry(line) : null;
      if (entry !== null) entries.push(entry);
      else if (line.bytes.length > 0) unreadable += 1;
    }
  }
  return { entries, unreadable };
}

/** What another desk's file holds, checked in full. */
export interface OtherRegister {
  readonly entries: readonly Entry[];
  readonly unreadable: number;
}

export interface Merged {
  /** Presentations that were not in this register. */
  readonly added: number;
  /** Presentations that were. */
  readonly known: number;
  /** Torn lines of the other register, passed over. */
  readonly unreadable: number;
}

/**
 * Torn lines are passed over and counted; a line that is JSON but no presentation condemns the file. Throws
 * register/not-a-register and the input/ errors.
 */
export async function readOtherRegister(file: string, stdin: Readable): Promise<OtherRegister> {
  const bytes = Buffer.from(await readInput(file, term("other-register"), limits.registerBytes, stdin));
  const entries: Entry[] = [];
  let unreadable = 0;
  let number = 0;
  for (const line of linesOf({ start: 0, bytes })) {
    number += 1;
    if (line.bytes.length === 0) continue;
    const entry = parseEntry(line);
    if (entry !== null && fitsOneLine(entry)) entries.push(entry);
    else if (jsonOf(line) === undefined && isTorn(line)) unreadable += 1;
    else throw failure("register/not-a-register", { path: file, line: number });
  }
  if (entries.length === 0) throw failure("register/not-a-register", { path: file, line: 1 });
  return { entries, unreadable };
}

const fitsOneLine = (entry: Entry): boolean =>
  Buffer.byteLength(encodeLine({ ...entry, after: Number.MAX_SAFE_INTEGER, newest: NEWEST_DATE })) <=
  limits.journalLineBytes;

/** Whether a line begins as every line of a register does. */
function isTorn({ bytes }: Line): boolean {
  const begins = '{"documentId":"';
  return begins.startsWith(bytes.subarray(0, begins.length).toString("latin1"));
}

/**
 * Adds the presentations of another desk's register that this one has not, with their desks and times. Doing it again
 * adds nothing. Throws the output/ errors.
 */
export async function addToRegister(folder: string, other: OtherRegister): Promise<Merged> {
  const file = registerPath(folder);
  const own = await readJournal(file, WHAT, allEntries);
  const ownIdentities = new Set((own?.entries ?? []).map(identityOf));
  const theirs = withoutCopies(other.entries);
  const missing = theirs.filter((entry) => !ownIdentities.has(identityOf(entry)));
  let added = 0;
  while (added < missing.length) {
    let lines: string[] = [];
    await append(file, async (before) => {
      lines = [];
      let newest = await newestIn(before);
      let length = 0;
      for (const entry of missing.slice(added)) {
        newest = later(newest, entry.issuedAt);
        const line = encodeLine({ ...entry, after: before.end, newest });
        lines.push(line);
        length += line.length;
        if (length >= MERGE_BYTES) break;
      }
      return lines;
    });
    added += lines.length;
  }
  return { added, known: theirs.length - missing.length, unreadable: other.unreadable };
}
