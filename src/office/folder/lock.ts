/**
 * One change of a file at a time. The lock is a file beside it that names its owner, so that a lock left by a
 * killed command is told from one that is held: at once on the same computer, after ten seconds from another,
 * after one where it was killed before it could write its name. It only spares two commands doing their work
 * twice; what they publish they check themselves.
 */
import { randomBytes } from "node:crypto";
import { link, open, readFile, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, writeFailure } from "./files.ts";

/** Longer than any change takes, shorter than a person waits. */
const PATIENCE_MILLISECONDS = 10_000;
const PAUSE_MILLISECONDS = 20;

/**
 * Runs `action` while no other command runs one under the same lock file. Throws the output/ errors.
 *
 * @param patience milliseconds after which an owner on another computer is taken for dead
 */
export async function withLock<T>(
  lockFile: string,
  action: () => Promise<T>,
  patience = PATIENCE_MILLISECONDS,
): Promise<T> {
  const owner = `${hostname()} ${process.pid} ${randomBytes(8).toString("hex")}`;
  let watched = { other: "", since: performance.now() };
  while (!(await take(lockFile, owner))) {
    const other = await ownerOf(lockFile);
    if (other === null) continue;
    // Counted here and not from the file's date: the clocks of two computers differ.
    if (watched.other !== other) watched = { other, since: performance.now() };
    const isLate = performance.now() - watched.since > (other === "" ? patience / 10 : patience);
    if (hasEnded(other) || isLate) await breakLock(lockFile, other);
    else await sleep(PAUSE_MILLISECONDS * (0.5 + Math.random()));
  }
  try {
    return await action();
  } finally {
    // Not where it was taken for left behind and is another command's by now.
    if ((await ownerOf(lockFile)) === owner) await rm(lockFile, { force: true });
  }
}

async function take(lockFile: string, owner: string): Promise<boolean> {
  try {
    const handle = await open(lockFile, "wx", 0o600);
    await handle.writeFile(owner).finally(() => handle.close());
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    // On Windows a file that is being removed refuses to be opened for a moment.
    if (process.platform === "win32" && codeOf(error) === "EPERM" && (await exists(lockFile))) return false;
    throw writeFailure(error, lockFile);
  }
}

/** Null where nobody holds it any more; nothing where that cannot be read. */
async function ownerOf(lockFile: string): Promise<string | null> {
  try {
    return await readFile(lockFile, "utf8");
  } catch (error) {
    return codeOf(error) === "ENOENT" ? null : "";
  }
}

const exists = async (file: string): Promise<boolean> => (await stat(file).catch(() => null)) !== null;

/** Whether a lock's owner was a command on this computer that runs no more. */
function hasEnded(owner: string): boolean {
  const [host, pid = ""] = owner.split(" ");
  return host === hostname() && /^\d+$/.test(pid) && !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Two may break at once: what the second moves away may be the lock that the first has taken since. */
async function breakLock(lockFile: string, seen: string): Promise<void> {
  const aside = `${lockFile}.${randomBytes(6).toString("hex")}`;
  try {
    await rename(lockFile, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw writeFailure(error, lockFile);
  }
  const moved = await ownerOf(aside);
  if (moved !== seen) await link(aside, lockFile).catch(() => undefined);
  await rm(aside, { force: true });
}
