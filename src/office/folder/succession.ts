/**
 * Which key of the office succeeds which: `succession.json` in the key folder. A document that was signed for the
 * old key and sealed again for the new one counts as made for us only where this says so.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { failure, term } from "./refusals.ts";
import { codeOf, readFailure, writeOutput } from "./files.ts";
import { withLock } from "./lock.ts";

export interface Succession {
  /** Whole fingerprints. */
  readonly old: string;
  readonly new: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

const FILE = "succession.json";
const LOCK = ".succession.lock";

/** In the order they were recorded. Throws key/bad-succession, and input/unreadable: only no file is no record. */
export async function readSuccessions(folder: string): Promise<readonly Succession[]> {
  const file = path.join(folder, FILE);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw readFailure(error, term("successions"), file);
  });
  return text === null ? [] : parse(text, file);
}

function parse(text: string, file: string): readonly Succession[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw failure("key/bad-succession", { path: file, problem: term("not-json") });
  }
  const problem = term("not-successions");
  if (!Array.isArray(value) || !value.every(isSuccession)) {
    throw failure("key/bad-succession", { path: file, problem });
  }
  return value;
}

function isSuccession(value: unknown): value is Succession {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 3) return false;
  const { old, new: next, at } = value as Record<string, unknown>;
  const isFingerprint = (text: unknown): boolean => typeof text === "string" && /^[0-9a-f]{64}$/.test(text);
  return isFingerprint(old) && isFingerprint(next) && typeof at === "string" && !Number.isNaN(Date.parse(at));
}

/** False where it was recorded before. Throws as readSuccessions, and the output/ errors. */
export async function recordSuccession(folder: string, succession: Succession): Promise<boolean> {
  return withLock(path.join(folder, LOCK), async () => {
    const recorded = await readSuccessions(folder);
    if (recorded.some((one) => one.old === succession.old && one.new === succession.new)) return false;
    const lines = [...recorded, succession].map((one) => `  ${JSON.stringify(one)}`);
    const bytes = Buffer.from(`[\n${lines.join(",\n")}\n]\n`);
    await writeOutput({ path: path.join(folder, FILE), bytes, mode: 0o600 }, true);
    return true;
  });
}

/** Every key that this one succeeds, directly or through others. */
export function predecessorsOf(fingerprint: string, successions: readonly Succession[]): readonly string[] {
  const found = new Set<string>([fingerprint]);
  for (const successor of found) {
    for (const succession of successions) if (succession.new === successor) found.add(succession.old);
  }
  found.delete(fingerprint);
  return [...found];
}
