/**
 * Files in and out. Reading is bounded. Writing leaves a whole file or none: bytes go to a side file in the
 * same folder, reach the disk, and only then take the name; without --force a name that is taken stays as it
 * was, even if it was taken a moment ago.
 */
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { link, lstat, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { QrsealError } from "../../core/index.ts";
import type { Term } from "../../core/index.ts";
import { failure, term } from "./refusals.ts";
import { restrictToOwner } from "./permissions.ts";

/** The name that means standard input or output. */
export const STREAM = "-";

/** The code of a system error, as ENOENT. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : UNKNOWN;
const UNKNOWN = "unknown";

const reasons: Readonly<Record<string, Term>> = {
  EACCES: term("permission-denied"),
  EPERM: term("permission-denied"),
  EROFS: term("disk-read-only"),
  EIO: term("disk-error"),
  EBUSY: term("in-use"),
  ENAMETOOLONG: term("name-too-long"),
  ELOOP: term("links-in-a-circle"),
  ENOTDIR: term("path-through-file"),
  EEXIST: term("file-in-the-way"),
  EINVAL: term("name-not-allowed"),
};
const reasonOf = (error: unknown): Term => {
  const code = codeOf(error);
  return reasons[code] ?? (code === UNKNOWN ? term("unknown-error") : term("verbatim", code));
};

// --- reading ------------------------------------------------------------------------------------------

/** All bytes of a file, or of standard input for "-". `what` names the thing in the sentence of a refusal. */
export async function readInput(
  name: string,
  what: Term,
  maxBytes: number,
  stdin: Readable,
): Promise<Uint8Array> {
  if (name !== STREAM) return readNamed(name, what, maxBytes);
  const path = term("standard-input");
  return notEmpty(await readBounded(stdin, what, path, maxBytes), what, path);
}

/** All bytes of a file, whatever its name. */
export async function readNamed(file: string, what: Term, maxBytes: number): Promise<Uint8Array> {
  return notEmpty(await readBounded(file, what, file, maxBytes), what, file);
}

function notEmpty(bytes: Uint8Array, what: Term, path: string | Term): Uint8Array {
  if (bytes.length === 0) throw failure("input/empty", { what, path });
  return bytes;
}

async function readBounded(
  source: string | Readable,
  what: Term,
  label: string | Term,
  maxBytes: number,
): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    if (typeof source === "string") {
      handle = await open(source, "r");
      const found = await handle.stat();
      if (found.isDirectory()) throw failure("input/is-folder", { what, path: label });
      if (found.size > maxBytes) throw failure("input/too-large", { what, path: label, maxBytes });
      // The size of a regular file is known: one read into one buffer, without chunks to join.
      if (found.isFile()) return await handle.readFile();
    }
    const stream =
      handle === undefined ? (source as Readable) : handle.createReadStream({ autoClose: false });
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > maxBytes) throw failure("input/too-large", { what, path: label, maxBytes });
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throw readFailure(error, what, label);
  } finally {
    await handle?.close();
  }
}

/** What a system error at reading means to the caller; `what` names the thing in the sentence. */
export function readFailure(error: unknown, what: Term, path: string | Term): unknown {
  const code = codeOf(error);
  if (error instanceof QrsealError) return error;
  if (code === "ENOENT") return failure("input/not-found", { what, path });
  if (code === "EISDIR") return failure("input/is-folder", { what, path });
  return failure("input/unreadable", { what, path, reason: reasonOf(error) });
}

// --- writing ------------------------------------------------------------------------------------------

export interface Output {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** POSIX mode of the new file; where none is given, 0666 less the umask. */
  readonly mode?: number;
}

/** A name that another option gave, for the check that nothing is written over it. */
export interface NamedFile {
  readonly option: string | Term;
  readonly path: string;
}

/**
 * Refuses before any work is done: an output that is another file of the same call (even with --force), that
 * exists (without it), or whose folder does not.
 */
export async function checkOutput(
  output: NamedFile,
  others: readonly NamedFile[],
  force: boolean,
): Promise<void> {
  for (const other of others) {
    if (output.path !== STREAM && other.path !== STREAM && (await isSameFile(output.path, other.path))) {
      throw failure("usage/same-file", { output: output.option, other: other.option, path: output.path });
    }
  }
  if (output.path === STREAM) return;
  try {
    const existing = await stat(output.path);
    if (existing.isDirectory()) throw failure("output/is-folder", { path: output.path });
    if (existing.isFile() && !force) throw failure("output/exists", { path: output.path });
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw writeFailure(error, output.path);
    const folder = path.dirname(output.path);
    const found = await stat(folder).catch(() => null);
    if (found?.isDirectory() !== true) throw failure("output/no-folder", { path: folder });
  }
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  if (path.resolve(a) === path.resolve(b)) return true;
  const [first, second] = await Promise.all(
    [a, b].map((name) => stat(name, { bigint: true }).catch(() => null)),
  );
  if (first == null || second == null || !first.isFile()) return false;
  return first.dev === second.dev && first.ino === second.ino;
}

/** Side files of writes under way, for removeUnfinished. */
const unfinished = new Set<string>();

/** Takes away side files when a signal ends the program. Synchronous: nothing else runs after it. */
export function removeUnfinished(): void {
  for (const file of unfinished) rmSync(file, { force: true });
}

/** A file written in full and on the disk, not yet under its name. */
export interface StagedFile {
  /** Gives it its name. With `force` a file of that name is replaced in one step. */
  publish(force: boolean): Promise<void>;
  discard(): Promise<void>;
}

/** Writes one file in full or not at all. Throws the output/ errors. */
export async function writeOutput(output: Output, force: boolean): Promise<void> {
  await writeOutputs([output], force);
}

/** Writes several files: all reach the disk before the first takes its name. */
export async function writeOutputs(outputs: readonly Output[], force: boolean): Promise<void> {
  const staged: StagedFile[] = [];
  try {
    for (const output of outputs) staged.push(await stageOutput(output));
    for (const file of staged) await file.publish(force);
  } finally {
    for (const file of staged) await file.discard();
  }
}

export async function stageOutput(output: Output): Promise<StagedFile> {
  try {
    const existing = await stat(output.path).catch(() => null);
    if (existing !== null && !existing.isFile()) return await stageDevice(output);
    // Through a link: the file it names is replaced, not the link.
    const target = existing === null ? output.path : await realpath(output.path);
    const sideFile = path.join(
      path.dirname(target),
      `.${path.basename(target)}.${randomBytes(6).toString("hex")}.tmp`,
    );
    await writeDurably(sideFile, output, output.mode ?? (existing === null ? 0o666 : existing.mode & 0o777));
    return {
      publish: async (force) => {
        try {
          if (force) await renameWithPatience(sideFile, target);
          else await linkNew(sideFile, target);
          await syncFolder(path.dirname(target));
        } catch (error) {
          throw writeFailure(error, output.path);
        }
      },
      discard: async () => {
        await rm(sideFile, { force: true });
        unfinished.delete(sideFile);
      },
    };
  } catch (error) {
    throw writeFailure(error, output.path);
  }
}

const sideFileEnd = /[0-9a-f]{12}\.tmp$/;
/** No write takes this long. */
const ABANDONED_MILLISECONDS = 3_600_000;

/**
 * A kill leaves a side file with what was to be written, a document perhaps: the next write of that name takes it away.
 * How long ago is counted from the new side file's own date: the disk's clock may be that of another computer.
 */
async function removeAbandoned(sideFile: string, startedAt: number): Promise<void> {
  const [folder, own] = [path.dirname(sideFile), path.basename(sideFile)];
  const beginning = own.replace(sideFileEnd, "");
  for (const name of await readdir(folder).catch((): string[] => [])) {
    if (!sideFileEnd.test(name) || name.replace(sideFileEnd, "") !== beginning) continue;
    const file = path.join(folder, name);
    const age = startedAt - ((await stat(file).catch(() => null))?.mtimeMs ?? startedAt);
    if (age > ABANDONED_MILLISECONDS) await rm(file, { force: true }).catch(() => undefined);
  }
}

/** A pipe, a terminal or /dev/null has no name to take: the bytes go straight in. */
async function stageDevice(output: Output): Promise<StagedFile> {
  const handle = await open(output.path, "w");
  return {
    publish: async () => {
      try {
        await handle.writeFile(output.bytes);
      } catch (error) {
        throw writeFailure(error, output.path);
      }
    },
    discard: () => handle.close(),
  };
}

async function writeDurably(sideFile: string, output: Output, mode: number): Promise<void> {
  unfinished.add(sideFile);
  const handle = await open(sideFile, "wx", mode);
  try {
    // Whatever the umask took away, it must not have left a secret readable.
    if (output.mode !== undefined) await handle.chmod(output.mode);
    // Windows has no modes: there the access list is set, before anything secret is in the file.
    if (process.platform === "win32" && output.mode === 0o600) await restrictToOwner(sideFile, output.mode);
    await removeAbandoned(sideFile, (await handle.stat()).mtimeMs);
    await handle.writeFile(output.bytes);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(sideFile, { force: true });
    throw error;
  }
  await handle.close();
}

/** Takes a name that must be free. A link fails where the name exists, which a rename does not. */
async function linkNew(sideFile: string, target: string): Promise<void> {
  try {
    await link(sideFile, target);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw failure("output/exists", { path: target });
    // FAT sticks and some network drives know no hard links: look, then rename.
    if ((await lstat(target).catch(() => null)) !== null) throw failure("output/exists", { path: target });
    await renameWithPatience(sideFile, target);
  }
}

/** On Windows a virus scanner or indexer may hold a file for a moment. */
export async function renameWithPatience(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const held = process.platform === "win32" && ["EPERM", "EACCES", "EBUSY"].includes(codeOf(error));
      if (!held || attempt === 10) throw error;
      await sleep(20 * attempt);
    }
  }
}

/** Makes the new name itself durable. Windows cannot open folders and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch {
    // Some network file systems refuse to sync a folder; the file itself is on the disk.
  } finally {
    await handle.close();
  }
}

/** What a system error at writing means to the caller. */
export function writeFailure(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (error instanceof QrsealError) return error;
  if (code === "ENOSPC" || code === "EDQUOT") return failure("output/disk-full", { path });
  if (code === "EPIPE") return failure("output/broken-pipe", {});
  if (code === "ENOENT") return failure("output/no-folder", { path });
  if (code === "EISDIR") return failure("output/is-folder", { path });
  return failure("output/not-writable", { path, reason: reasonOf(error) });
}
