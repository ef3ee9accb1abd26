/**
 * Services that were called from here, and what they are known again by: `services.json` in the key folder. What a new
 * one shows is believed once; from then on only what those keys have signed.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { KnownKeys } from "../../exchange/client/index.ts";
import { failure, term } from "./refusals.ts";
import { makeFolder } from "./journal.ts";
import { codeOf, readFailure, writeFailure, writeOutput } from "./files.ts";
import { withLock } from "./lock.ts";

export interface KnownService extends KnownKeys {
  readonly url: string;
  /** Fingerprint of the certificate that was given for it, or null. */
  readonly certificate: string | null;
  /** ISO 8601, UTC. */
  readonly since: string;
}

const FILE = "services.json";
const LOCK = ".services.lock";

export const knownServicesPath = (folder: string): string => path.join(folder, FILE);

/** Null for a service that is new here. Throws exchange/bad-record, and input/unreadable: only no file is no record. */
export async function readKnownService(folder: string, url: string): Promise<KnownService | null> {
  return (await readAll(folder)).find((service) => service.url === url) ?? null;
}

/** In place of what was known of it. Throws as readKnownService, and the output/ errors. */
export async function rememberService(folder: string, known: KnownService): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (error) {
    throw writeFailure(error, folder);
  }
  await withLock(path.join(folder, LOCK), async () => {
    const others = (await readAll(folder)).filter(({ url }) => url !== known.url);
    const lines = [...others, known].map((service) => `  ${JSON.stringify(service)}`);
    const bytes = Buffer.from(`[\n${lines.join(",\n")}\n]\n`);
    await writeOutput({ path: knownServicesPath(folder), bytes, mode: 0o600 }, true);
  });
}

async function readAll(folder: string): Promise<readonly KnownService[]> {
  const file = knownServicesPath(folder);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw readFailure(error, term("known-services"), file);
  });
  if (text === null) return [];
  const services = parseJson(text);
  if (Array.isArray(services) && services.every(isKnownService)) return services;
  throw failure("exchange/bad-record", { path: file });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isKnownService(value: unknown): value is KnownService {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 6) return false;
  const { url, certificate, generation, rsa, identity, since } = value as Record<string, unknown>;
  const isFingerprint = (text: unknown): boolean => typeof text === "string" && /^[0-9a-f]{64}$/.test(text);
  return (
    typeof url === "string" &&
    (certificate === null || typeof certificate === "string") &&
    Number.isInteger(generation) &&
    isFingerprint(rsa) &&
    isFingerprint(identity) &&
    typeof since === "string"
  );
}
