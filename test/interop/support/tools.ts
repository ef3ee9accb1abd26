/** Running other programs in tests, openssl first of all. No shell: arguments are passed as they are. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Standard output of a program. Its error output stays away: it says "writing RSA key" of every success. */
export function run(program: string, args: readonly string[], input: Uint8Array | string = ""): Uint8Array {
  return execFileSync(program, args, { input, stdio: ["pipe", "pipe", "pipe"], maxBuffer: 64 << 20 });
}

export function works(program: string, args: readonly string[]): boolean {
  try {
    run(program, args);
    return true;
  } catch {
    return false;
  }
}

export const hasOpenssl = works("openssl", ["version"]);
if (!hasOpenssl) console.log("skipped: openssl is not installed");

const pythons = [process.env["PYTHON"], "python3", "/usr/bin/python3"].filter((name) => name !== undefined);

/** A Python that has all of these packages, or null: its own file, since what a name finds may look for it each time. */
export function pythonWith(...packages: readonly string[]): string | null {
  const script = `import ${packages.join(", ")}, sys; print(sys.executable)`;
  for (const name of pythons) {
    try {
      return Buffer.from(run(name, ["-c", script]))
        .toString()
        .trim();
    } catch {
      // Another one may have them.
    }
  }
  return null;
}

/** A folder for the files of one suite, and how to be rid of it. */
export function temporaryFolder(): { path: (name: string) => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "qrseal-test-"));
  return {
    path: (name) => join(folder, name),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
