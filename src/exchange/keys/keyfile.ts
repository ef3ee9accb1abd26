/** The key file: 32 random bytes on the disk, beside the store and never in it. */
import { randomBytes } from "node:crypto";
import { link, open, rm } from "node:fs/promises";
import path from "node:path";
import { wipe } from "../../core/encoding/bytes.ts";
import { failure, term } from "./refusals.ts";
import { systemRandom } from "../../core/random.ts";
import type { RandomSource } from "../../core/random.ts";
import { KEY_FILE_BYTES } from "./protection.ts";

export interface KeyFileOptions {
  /**
   * Leaves a file to its owner where modes cannot: on Windows, by its access list. Called before anything secret is
   * in the file; false ends the making.
   */
  readonly restrict?: ((file: string) => Promise<boolean>) | undefined;
  readonly random?: RandomSource | undefined;
}

/**
 * Makes the key file of a service that has no keys yet, mode 0600. True where it was made; false where one is there
 * already, which is never touched: of two that make it at once one wins, and whoever reads it reads all of it.
 * Rejects with the system's own error, with nothing left behind.
 */
export async function makeKeyFile(
  file: string,
  { restrict, random = systemRandom }: KeyFileOptions = {},
): Promise<boolean> {
  const sideFile = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  const key = random(KEY_FILE_BYTES);
  try {
    const handle = await open(sideFile, "wx", 0o600);
    try {
      if (restrict !== undefined && !(await restrict(sideFile))) {
        throw failure("output/not-writable", { path: file, reason: term("permission-denied") });
      }
      await handle.writeFile(key);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link, unlike a rename, fails where the name is taken.
    await link(sideFile, file);
    await syncFolder(path.dirname(file));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    wipe(key);
    await rm(sideFile, { force: true });
  }
}

/** So that the name, too, survives the loss of power: without this file the store cannot be opened. */
async function syncFolder(folder: string): Promise<void> {
  // Windows syncs no folders.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch {
    // Some network file systems refuse; the file itself is on the disk.
  } finally {
    await handle.close();
  }
}
