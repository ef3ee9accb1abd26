/**
 * The database file, made before SQLite opens it, so that nobody but its owner can read it at any time. What SQLite
 * puts beside it takes its mode from it, or on Windows its access list from the folder.
 */
import { execFile } from "node:child_process";
import { chmod, mkdir, open } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Makes the folder (0700) and the file (0600) where they are missing; an existing file is closed to others. */
export async function makePrivateFile(file: string): Promise<void> {
  const folder = path.dirname(file);
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(file, "a", 0o600);
  await handle.close();
  if (process.platform === "win32") {
    if (made !== undefined)
      await run(...icaclsCall(folder, process.env["SystemRoot"]), { windowsHide: true });
    return;
  }
  await chmod(file, 0o600);
  await syncFolder(folder);
  if (made !== undefined) await syncFolder(path.dirname(made));
}

/** The icacls call that leaves a folder and what comes into it to its owner alone. Exported for its test. */
export function icaclsCall(
  folder: string,
  systemRoot = String.raw`C:\Windows`,
): [command: string, args: readonly string[]] {
  return [
    path.win32.join(systemRoot, "System32", "icacls.exe"),
    // The well-known SID of "owner rights": whoever owns the file, without spelling anyone's name.
    [folder, "/inheritance:r", "/grant:r", "*S-1-3-4:(OI)(CI)F", "/Q"],
  ];
}

/** So that a file that was made is still there after a loss of power. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
