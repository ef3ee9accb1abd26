/**
 * Who may read a key file. POSIX has modes; Windows has access lists, which Node cannot set, so the system's
 * own icacls does it there.
 */
import { execFile } from "node:child_process";
import { chmod, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Well-known SID of "owner rights": whoever owns the file, without spelling anyone's name. */
const OWNER_RIGHTS = "*S-1-3-4";

/** The icacls call that leaves a file or folder to its owner alone. Exported for its test. */
export function icaclsCall(target: string, systemRoot: string): { command: string; args: readonly string[] } {
  return {
    command: path.win32.join(systemRoot, "System32", "icacls.exe"),
    args: [target, "/inheritance:r", "/grant:r", `${OWNER_RIGHTS}:F`, "/Q"],
  };
}

/** Leaves a file (0600) or folder (0700) to its owner. False where the system would not. */
export async function restrictToOwner(target: string, mode: 0o600 | 0o700): Promise<boolean> {
  try {
    if (process.platform === "win32") {
      const { command, args } = icaclsCall(target, process.env["SystemRoot"] ?? String.raw`C:\Windows`);
      await run(command, args, { windowsHide: true });
    } else {
      await chmod(target, mode);
    }
    return true;
  } catch {
    return false;
  }
}

/** Whether others than the owner may read a file. Always false on Windows, where modes do not say. */
export async function isOpenToOthers(file: string): Promise<boolean> {
  if (process.platform === "win32") return false;
  return ((await stat(file)).mode & 0o077) !== 0;
}

/** Whether a folder holds keys, what a desk records beside them, and nothing else, so that closing it to others surprises nobody. */
export async function isKeyFolder(folder: string): Promise<boolean> {
  const names = await readdir(folder);
  return names.every((name) =>
    /\.pem$|^(?:register|audit)\.jsonl$|^succession\.json$|^trust(?:-bundle(?:\.next)?)?\.txt$|^readme\b|^\./i.test(
      name,
    ),
  );
}
