/** What the tests of core share: fixtures, opened test keys, and how a refusal is caught and looked at. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { QrsealError } from "../../../src/core/refusal.ts";
import type { RefusalCode } from "../../../src/words/index.ts";
import { parseEnvelope } from "../../../src/core/envelope/detect.ts";
import { openPrivateKeyFile, readPrivateKeyFile, readPublicKeyFile } from "../../../src/core/keys/keyfile.ts";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import type { OpeningKey, RecipientKey } from "../../../src/core/keys/recipientkind.ts";
import type { Envelope } from "../../../src/core/envelope/envelope.ts";
import { saysOf } from "../../words/support/saying.ts";

const fixtures = new URL("../../../fixtures/", import.meta.url);

export function fixture(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, fixtures)));
}

/** A pair of fixtures/keys. */
export const keyNames = [
  "office-2048",
  "office-3072",
  "office-4096",
  "protected-2048",
  "pkcs1-2048",
] as const;
export type KeyName = (typeof keyNames)[number];

export function publicKey(name: KeyName = "office-2048"): RecipientKey {
  const path = `keys/${name}_public.pem`;
  return readPublicKeyFile(fixture(path), path);
}

const opened = new Map<KeyName, OpeningKey>();

/** Opened once a run: a protected one takes 600,000 iterations. */
export function privateKey(name: KeyName = "office-2048"): OpeningKey {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const path = `keys/${name}_private.pem`;
  const passphrase = name === "protected-2048" ? encodeUtf8("correct horse battery staple, très bien") : null;
  const key = openPrivateKeyFile(readPrivateKeyFile(fixture(path), path), passphrase);
  opened.set(name, key);
  return key;
}

/** The refusal that `act` ends in. Fails where it returns, or throws what no person was meant to read. */
export function refusalOf(act: () => unknown): QrsealError {
  try {
    act();
  } catch (error) {
    if (error instanceof QrsealError) return error;
    throw new Error("expected a QrsealError, another error was thrown", { cause: error });
  }
  throw new Error("expected a refusal, nothing was thrown");
}

export function expectRefusal(act: () => unknown, code: RefusalCode, message?: string): void {
  const refusal = refusalOf(act);
  expect(refusal.code).toBe(code);
  if (message !== undefined) expect(saysOf(refusal)).toBe(message);
}

/** The same for what ends in its own time. */
export async function rejectionOf(act: () => Promise<unknown>): Promise<QrsealError> {
  const ended = await act().then(
    () => null,
    (error: unknown) => ({ error }),
  );
  return refusalOf(() => {
    if (ended !== null) throw ended.error;
  });
}

export async function expectRejection(
  act: () => Promise<unknown>,
  code: RefusalCode,
  message?: string,
): Promise<void> {
  const refusal = await rejectionOf(act);
  expect(refusal.code).toBe(code);
  if (message !== undefined) expect(saysOf(refusal)).toBe(message);
}

/** For values that a test has just put there: the compiler cannot know. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("expected a value, found none");
  return value;
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** The envelope in `bytes`, where it wraps one key; the tests that use it know that it does. */
export function parseKeyWrapped(bytes: Uint8Array): Envelope {
  const envelope = parseEnvelope(bytes);
  if (envelope.format.carriesStatement)
    throw new Error("expected a key-wrapped envelope, found a compact one");
  return envelope;
}
