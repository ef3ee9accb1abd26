/** Service keys for tests: made once, and handed out again as often as a test wants to start a service. */
import { expect } from "vitest";
import { QrsealError } from "../../../../src/core/refusal.ts";
import { systemRandom } from "../../../../src/core/random.ts";
import { encodeUtf8 } from "../../../../src/core/encoding/text.ts";
import { makeGeneration } from "../../../../src/exchange/keys/generation.ts";
import type { KeyGeneration } from "../../../../src/exchange/keys/generation.ts";
import { keyLock } from "../../../../src/exchange/keys/protection.ts";
import type { KeyProtection } from "../../../../src/exchange/keys/protection.ts";
import { addGeneration } from "../../../../src/exchange/keys/servicekeys.ts";
import type { ServiceKeyStore } from "../../../../src/exchange/store/contract/servicekeystore.ts";

export const keyFile = (fill = 7): KeyProtection => ({
  kind: "key-file",
  bytes: new Uint8Array(32).fill(fill),
});
export const passphrase = (words = "correct horse battery staple"): KeyProtection => ({
  kind: "passphrase",
  passphrase: encodeUtf8(words),
});

export const STARTED_AT = Date.UTC(2026, 10, 21, 8, 15);

const made: Promise<KeyGeneration>[] = [];

/** Generation 1, 2, 3 …, the same ones within a test file. */
export async function generationOf(number: number): Promise<KeyGeneration> {
  const previous = number === 1 ? null : await generationOf(number - 1);
  const now = STARTED_AT + number - 1;
  return (made[number - 1] ??= makeGeneration({ now, rsaBits: 2048, random: systemRandom, previous }));
}

/** Adds generations as another process would. */
export async function addTo(
  store: ServiceKeyStore,
  protection: KeyProtection,
  ...numbers: readonly number[]
): Promise<void> {
  for (const number of numbers) {
    const lock = await keyLock(protection, await store.serviceKeys(), systemRandom);
    expect(await addGeneration(store, lock, await generationOf(number))).toBe(true);
  }
}

export async function codeOf(promise: Promise<unknown>): Promise<string | null> {
  try {
    await promise;
    return null;
  } catch (error) {
    if (error instanceof QrsealError) return error.code;
    throw error;
  }
}
