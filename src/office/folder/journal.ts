/**
 * Append-only files of JSON lines that survive kill -9, a full disk and several writers at once, without a lock
 * file: a lock outlives its killed owner, and then nobody may write.
 *
 * What they stand on is O_APPEND (POSIX write(2); FILE_APPEND_DATA on Windows): on a local disk the system finds the
 * end of the file and writes there in one step, so that two writers never overlap and every position is given out
 * once, in order. Network file systems do not promise this; a journal belongs on the desk's own disk.
 *
 * One write may still stop half-way, by a kill or a full disk, and leaves a torn line. The next writer therefore
 * begins with a line feed where the file does not end in one. And because a line can be torn after a writer has
 * looked and before it writes, a line counts as recorded only once it was synced and then read back as a line of
 * its own; else it is written again.
 */
import { mkdir, open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import path from "node:path";
import { bug, limits } from "../../core/index.ts";
import type { Term } from "../../core/index.ts";
import { failure, term } from "./refusals.ts";
import { codeOf, readFailure, syncFolder, writeFailure } from "./files.ts";
import { restrictToOwner } from "./permissions.ts";

const LINE_FEED = 0x0a;

/** Bytes read first when only the end is wanted. */
const TAIL_BYTES = 64 * 1024;

/** Bytes read at once when much is wanted. */
const BLOCK_BYTES = 1024 * 1024;

/** Times a line that came out torn is written again. */
const ATTEMPTS = 8;

/** A line without its line feed, and where in the file it begins. */
export interface Line {
  readonly start: number;
  readonly bytes: Buffer;
  /** False for the bytes after the last line feed: torn, or being written this moment. */
  readonly isWhole: boolean;
}

/** Bytes that begin where a line does. All blocks but the last of a file end with a line feed. */
export interface Block {
  readonly start: number;
  readonly bytes: Buffer;
}

/** A journal as long as it was at one moment. What others append later is not seen. */
export class Snapshot {
  readonly #handle: FileHandle;
  /** Bytes in all. */
  readonly size: number;
  /** Bytes up to and with the last line feed: what follows may yet turn out to be a whole line. */
  readonly end: number;

  private constructor(handle: FileHandle, size: number, end: number) {
    this.#handle = handle;
    this.size = size;
    this.end = end;
  }

  static async of(handle: FileHandle): Promise<Snapshot> {
    const { size } = await handle.stat();
    for (let window = TAIL_BYTES; ; window *= 8) {
      const from = Math.max(0, size - window);
      const found = (await readRange(handle, from, size)).lastIndexOf(LINE_FEED);
      if (found !== -1 || from === 0) return new Snapshot(handle, size, found === -1 ? 0 : from + found + 1);
    }
  }

  /** The bytes from one position up to, without, another. */
  async bytes(from: number, to: number): Promise<Buffer> {
    return readRange(this.#handle, from, to);
  }

  /** All bytes from the beginning of a line on, in blocks. */
  async *blocks(from = 0): AsyncGenerator<Block> {
    let start = from;
    let carried: Buffer = Buffer.alloc(0);
    for (let at = from; at < this.size; at += BLOCK_BYTES) {
      const read = await this.bytes(at, Math.min(at + BLOCK_BYTES, this.size));
      const bytes = carried.length === 0 ? read : Buffer.concat([carried, read]);
      const whole = bytes.lastIndexOf(LINE_FEED) + 1;
      if (whole > 0) yield { start, bytes: bytes.subarray(0, whole) };
      start += whole;
      carried = bytes.subarray(whole);
    }
    if (carried.length > 0) yield { start, bytes: carried };
  }

  /** The last whole line that `parse` makes something of, reading from the end; null where there is none. */
  async last<T>(parse: (line: Line) => T | null): Promise<T | null> {
    for (let window = TAIL_BYTES; ; window *= 8) {
      const from = Math.max(0, this.end - window);
      const bytes = await this.bytes(from, this.end);
      // Away from the beginning, the first line may have begun before the window.
      const skipped = from === 0 ? 0 : bytes.indexOf(LINE_FEED) + 1;
      const lines = [...linesOf({ start: from + skipped, bytes: bytes.subarray(skipped) })];
      for (const line of lines.toReversed()) {
        const parsed = parse(line);
        if (parsed !== null) return parsed;
      }
      if (from === 0) return null;
    }
  }
}

async function readRange(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Math.max(0, to - from));
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, from + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

export function* linesOf({ start, bytes }: Block): Generator<Line> {
  for (let at = 0; at < bytes.length;) {
    const found = bytes.indexOf(LINE_FEED, at);
    const to = found === -1 ? bytes.length : found;
    yield { start: start + at, bytes: bytes.subarray(at, to), isWhole: found !== -1 };
    at = to + 1;
  }
}

/** The lines of a block that hold these bytes anywhere, without looking at the others one by one. */
export function* linesWith(needle: Uint8Array, { start, bytes }: Block): Generator<Line> {
  for (let hit = bytes.indexOf(needle); hit !== -1;) {
    // A negative position would count from the end.
    const from = hit === 0 ? 0 : bytes.lastIndexOf(LINE_FEED, hit - 1) + 1;
    const found = bytes.indexOf(LINE_FEED, hit);
    const to = found === -1 ? bytes.length : found;
    yield { start: start + from, bytes: bytes.subarray(from, to), isWhole: found !== -1 };
    hit = bytes.indexOf(needle, to);
  }
}

/** What JSON a line holds, or undefined where it holds none: torn by a kill, a full disk or a power cut. */
export function jsonOf({ bytes }: Line): unknown {
  try {
    return JSON.parse(bytes.toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}

/** Lets `use` look at a journal as it is now; null where there is no such file. Throws the input/ errors. */
export async function readJournal<T>(
  file: string,
  what: Term,
  use: (journal: Snapshot) => Promise<T>,
): Promise<T | null> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, "r");
    return await use(await Snapshot.of(handle));
  } catch (error) {
    if (handle === undefined && codeOf(error) === "ENOENT") return null;
    throw readFailure(error, what, file);
  } finally {
    await handle?.close();
  }
}

/**
 * Appends lines, given without line feeds, in one write, and returns where in the file the first begins, once they
 * are on the disk. The file, for its owner alone, and its folder are made where there are none. `compose` sees the
 * journal before them and is asked again where they came out torn; no other line may ever be equal to the first, or
 * it would be taken for it. Throws the output/ errors; then at most torn or unreported lines are in the file.
 */
export async function append(
  file: string,
  compose: (before: Snapshot) => Promise<readonly string[]>,
): Promise<number> {
  try {
    const handle = await openForAppending(file);
    try {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const before = await Snapshot.of(handle);
        const lines = Buffer.from((await compose(before)).map(endLine).join(""));
        const isTorn = before.size > before.end;
        await handle.write(isTorn ? Buffer.concat([Buffer.of(LINE_FEED), lines]) : lines);
        await handle.sync();
        const start = await findLines(handle, lines, before.end);
        if (start === null) continue;
        // Each time: whoever made the file may have been killed before it came to this.
        await syncFolder(path.dirname(file));
        return start;
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw writeFailure(error, file);
  }
  throw failure("output/not-writable", { path: file, reason: term("changed-by-another") });
}

function endLine(line: string): string {
  if (line.includes("\n") || Buffer.byteLength(line) > limits.journalLineBytes)
    throw bug("a line that does not belong into a journal");
  return `${line}\n`;
}

async function openForAppending(file: string): Promise<FileHandle> {
  const handle = await open(file, "a+", 0o600).catch(async (error: unknown) => {
    if (codeOf(error) !== "ENOENT") throw error;
    await makeFolder(path.dirname(file));
    return open(file, "a+", 0o600);
  });
  // Windows has no modes: there the access list is set, before anything is in the file.
  if (process.platform === "win32" && (await handle.stat()).size === 0) await restrictToOwner(file, 0o600);
  return handle;
}

/** For its owner alone, where there is none yet. */
export async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  if (process.platform === "win32") await restrictToOwner(folder, 0o700);
  await syncFolder(path.dirname(folder));
}

/** Where these lines stand as lines of their own, from a position on at which a line may begin. */
async function findLines(handle: FileHandle, lines: Buffer, from: number): Promise<number | null> {
  const after = await readRange(handle, from, (await handle.stat()).size);
  for (let hit = after.indexOf(lines); hit !== -1; hit = after.indexOf(lines, hit + 1)) {
    if (hit === 0 || after[hit - 1] === LINE_FEED) return from + hit;
  }
  return null;
}
