/**
 * The trust lists in the key folder (docs/TRUST.md, section 6): the desk's own, and the last bundle it imported,
 * whose signature is verified each time it is read. Nothing is taken for "no list" but that there is no file.
 */
import { lstat } from "node:fs/promises";
import path from "node:path";
import {
  combineTrust,
  encodeTrustList,
  limits,
  openBundle,
  parseBundle,
  parseTrustList,
  QrsealError,
} from "../../core/index.ts";
import type { coreRefusals, FactsOf, Term, Trust, TrustList, VerifyingKey } from "../../core/index.ts";
import { failure, term } from "./refusals.ts";
import { readNamed, renameWithPatience, stageOutput, writeFailure } from "./files.ts";
import type { StagedFile } from "./files.ts";
import { makeFolder } from "./journal.ts";
import { withLock } from "./lock.ts";

/** Times a change is made again because another command was quicker. */
const ATTEMPTS = 8;

export interface TrustStore {
  readonly own: TrustList | null;
  readonly bundle: TrustList | null;
  /** The bundle exactly as it was received. */
  readonly bundleText: Uint8Array | null;
}

const nothing: TrustStore = { own: null, bundle: null, bundleText: null };

export const ownListPath = (folder: string): string => path.join(folder, "trust.txt");
export const bundlePath = (folder: string): string => path.join(folder, "trust-bundle.txt");
/** A new authority's bundle, until trust.txt names that authority. */
const nextBundlePath = (folder: string): string => path.join(folder, "trust-bundle.next.txt");
const lockPath = (folder: string): string => path.join(folder, ".trust.lock");

/**
 * What this desk goes by, or null: it has no trust list yet. Throws trust/store-damaged and the input/ errors:
 * then nothing is known, and nobody may be believed.
 */
export async function readTrust(folder: string): Promise<Trust | null> {
  const { own, bundle } = await readTrustStore(folder);
  return combineTrust(own, bundle);
}

/** Both lists, apart. Throws as readTrust. */
export async function readTrustStore(folder: string): Promise<TrustStore> {
  const read = async (): Promise<TrustStore> => (await interpret(folder, await readFiles(folder))).store;
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof QrsealError) || error.code !== "trust/store-damaged") throw error;
    // Files of two moments do not fit together where a command is changing the authority right now.
    return readInPeace(folder, read, error);
  }
}

/** Where nothing may be written there is no lock to be had, and the fault stands. */
async function readInPeace(
  folder: string,
  read: () => Promise<TrustStore>,
  fault: QrsealError,
): Promise<TrustStore> {
  try {
    return await withLock(lockPath(folder), read);
  } catch (error) {
    throw error instanceof QrsealError && error.code.startsWith("output/") ? fault : error;
  }
}

/** What a change leaves behind; null: as it is. A bundle by another authority needs an own list that names it. */
export interface TrustChange<T> {
  readonly own: TrustList | null;
  readonly bundleText: Uint8Array | null;
  readonly outcome: T;
}

/**
 * Changes the lists, one command at a time. `change` sees them as they are and is asked again where another command
 * changed them meanwhile. A kill at any moment leaves the old lists or the new ones. Throws what `change`
 * throws, trust/store-damaged, trust/busy and the output/ errors.
 */
export async function changeTrust<T>(
  folder: string,
  change: (store: TrustStore) => TrustChange<T> | Promise<TrustChange<T>>,
): Promise<T> {
  // What is refused anyway leaves no folder behind.
  if ((await lstat(folder).catch(() => null)) === null) await change(nothing);
  try {
    await makeFolder(folder);
  } catch (error) {
    throw writeFailure(error, folder);
  }
  return withLock(lockPath(folder), async () => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const files = await readFiles(folder);
      const { store, isUnfinished } = await interpret(folder, files);
      const { own, bundleText, outcome } = await change(store);
      if (own === null && bundleText === null) return outcome;
      // A change of authority that was killed before its last step.
      if (isUnfinished) {
        await renameWithPatience(nextBundlePath(folder), bundlePath(folder));
        continue;
      }
      if (await publish(folder, files, own, bundleText)) return outcome;
    }
    throw failure("trust/busy", { path: ownListPath(folder) });
  });
}

/** False where the files are not those that the change was made from. */
async function publish(
  folder: string,
  files: StoreFiles,
  own: TrustList | null,
  bundleText: Uint8Array | null,
): Promise<boolean> {
  const staged: StagedFile[] = [];
  const stage = async (file: string, bytes: Uint8Array): Promise<void> => {
    staged.push(await stageOutput({ path: file, bytes, mode: 0o600 }));
  };
  const isBoth = own !== null && bundleText !== null;
  try {
    if (bundleText !== null) await stage(isBoth ? nextBundlePath(folder) : bundlePath(folder), bundleText);
    if (own !== null) await stage(ownListPath(folder), encodeTrustList(own));
    if (!sameFiles(files, await readFiles(folder))) return false;
    for (const file of staged) await file.publish(true);
    if (isBoth) await renameWithPatience(nextBundlePath(folder), bundlePath(folder));
    return true;
  } finally {
    for (const file of staged) await file.discard();
  }
}

// --- the files ------------------------------------------------------------------------------------------

interface StoreFiles {
  readonly own: Uint8Array | null;
  readonly bundle: Uint8Array | null;
  readonly next: Uint8Array | null;
}

async function readFiles(folder: string): Promise<StoreFiles> {
  return {
    own: await readListFile(ownListPath(folder)),
    bundle: await readListFile(bundlePath(folder)),
    next: await readListFile(nextBundlePath(folder)),
  };
}

/** Null where there is no such file. */
async function readListFile(file: string): Promise<Uint8Array | null> {
  try {
    return await readNamed(file, term("trust-list"), limits.trustListBytes);
  } catch (error) {
    if (!(error instanceof QrsealError)) throw error;
    if (error.code === "input/empty") throw damaged(file, term("list-empty"));
    if (error.code === "input/too-large") throw damaged(file, term("list-too-long"));
    if (error.code !== "input/not-found") throw error;
    if ((await lstat(file).catch(() => null)) !== null) throw damaged(file, term("dangling-link"));
    return null;
  }
}

function sameFiles(one: StoreFiles, other: StoreFiles): boolean {
  return (["own", "bundle", "next"] as const).every((name) => {
    const [a, b] = [one[name], other[name]];
    return a === null || b === null ? a === b : Buffer.compare(a, b) === 0;
  });
}

async function interpret(
  folder: string,
  files: StoreFiles,
): Promise<{ store: TrustStore; isUnfinished: boolean }> {
  const ownFile = ownListPath(folder);
  const bundleFile = bundlePath(folder);
  const own = files.own === null ? null : await explain(ownFile, files.own, parseTrustList);
  const authority = own?.authority ?? null;
  if (authority === null) {
    if (files.bundle !== null) throw damaged(bundleFile, term("authority-not-named"));
    return { store: { own, bundle: null, bundleText: null }, isUnfinished: false };
  }
  const next = files.next === null ? null : await openQuietly(files.next, authority);
  const isUnfinished = next !== null && (await openQuietly(files.bundle, authority)) === null;
  if (isUnfinished) return { store: { own, bundle: next, bundleText: files.next }, isUnfinished };

  if (files.bundle === null) throw damaged(bundleFile, term("bundle-missing"));
  const bundle = await explain(bundleFile, files.bundle, (text) => openBundle(parseBundle(text), authority));
  if (bundle === null) throw damaged(bundleFile, term("authority-did-not-sign"));
  return { store: { own, bundle, bundleText: files.bundle }, isUnfinished };
}

/** Null for whatever is wrong with it. */
async function openQuietly(text: Uint8Array | null, authority: VerifyingKey): Promise<TrustList | null> {
  if (text === null) return null;
  try {
    return await openBundle(parseBundle(text), authority);
  } catch (error) {
    if (error instanceof QrsealError && error.code.startsWith("trust/")) return null;
    throw error;
  }
}

async function explain<T>(
  file: string,
  text: Uint8Array,
  parse: (text: Uint8Array) => T | Promise<T>,
): Promise<T> {
  try {
    return await parse(text);
  } catch (error) {
    if (!(error instanceof QrsealError) || !error.code.startsWith("trust/")) throw error;
    throw damaged(file, problemOf(error));
  }
}

type Malformed = FactsOf<(typeof coreRefusals)["trust/malformed"]>;

/** What is wrong with a list, without the sentence that it is damaged. */
function problemOf(error: QrsealError): Term {
  if (error.code === "trust/malformed") return (error.facts as Malformed).problem;
  return error.code === "trust/bad-signature" ? term("signature-broken") : term("refusal", error);
}

const damaged = (file: string, problem: Term): Error =>
  failure("trust/store-damaged", { path: file, problem });
