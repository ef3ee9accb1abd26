/**
 * What a deposit under way needs to go on after it was broken off: the keys that it was begun with, in the key folder,
 * for its owner only. Named by what was asked, so that the same command finds it and no other does.
 */
import { createHash } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { limits, toHex } from "../../../core/index.ts";
import { readNamed, writeOutput } from "../files.ts";
import { hasKeyFolder } from "../keyfolder.ts";
import { term } from "../refusals.ts";

const FOLDER = "depositing";

export interface Begun {
  readonly contentKey: Uint8Array;
  readonly readToken: Uint8Array;
  /** Whole seconds since 1970. */
  readonly expiresAt: number;
  /** SHA-256 of what is deposited. */
  readonly digest: Uint8Array;
}

/** The file for what these describe; null where there is no key folder, and nothing is kept. */
export async function begunFile(
  folder: string,
  asked: readonly (string | number | boolean)[],
): Promise<string | null> {
  if (!(await hasKeyFolder(folder))) return null;
  const name = createHash("sha256").update(JSON.stringify(asked)).digest("hex");
  return path.join(folder, FOLDER, `${name}.json`);
}

const names = ["contentKey", "readToken", "digest"] as const;
const BYTES = 32;

export async function writeBegun(file: string, begun: Begun): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const texts = names.map((name) => [name, toHex(begun[name])] as const);
  const text = JSON.stringify({ expiresAt: begun.expiresAt, ...Object.fromEntries(texts) });
  await writeOutput({ path: file, bytes: Buffer.from(text), mode: 0o600 }, true);
}

/** Null where there is none, or what is there cannot be read: then a deposit is begun anew. */
export async function readBegun(file: string): Promise<Begun | null> {
  const bytes = await readNamed(file, term("document"), limits.keyFileBytes).catch(() => null);
  if (bytes === null) return null;
  try {
    const value = JSON.parse(Buffer.from(bytes).toString()) as Readonly<Record<string, unknown>>;
    const [contentKey, readToken, digest] = names.map((name) => bytesIn(value[name]));
    const { expiresAt } = value;
    if (!contentKey || !readToken || !digest || !Number.isSafeInteger(expiresAt)) return null;
    return { contentKey, readToken, digest, expiresAt: expiresAt as number };
  } catch {
    return null;
  }
}

export async function removeBegun(file: string): Promise<void> {
  await rm(file, { force: true });
}

function bytesIn(text: unknown): Uint8Array | null {
  if (typeof text !== "string") return null;
  const bytes = Uint8Array.from(Buffer.from(text, "hex"));
  return bytes.length === BYTES && toHex(bytes) === text ? bytes : null;
}
