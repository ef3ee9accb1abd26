/** Records for the tests of stores: valid, each of its own id, so that tests can share one store. */
import { createHash, randomBytes } from "node:crypto";
import type { Deposit } from "../../../../src/exchange/store/contract/depositstore.ts";
import type { Participant } from "../../../../src/exchange/store/contract/participantstore.ts";
import type { VaultRecord } from "../../../../src/exchange/store/contract/vaultstore.ts";

/** Later than any test asks to remove. */
export const FAR = 9_000_000_000_000;

export const bytes = (count: number): Uint8Array => Uint8Array.from(randomBytes(count));
export const freshId = (): string => randomBytes(16).toString("hex");
export const sha256 = (data: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash("sha256").update(data).digest());

export function vaultRecord(changed: Partial<VaultRecord> = {}): VaultRecord {
  return {
    id: freshId(),
    nonce: bytes(12),
    encryptedData: bytes(200),
    tag: bytes(16),
    signature: bytes(71),
    storedAt: FAR,
    ...changed,
  };
}

export function participant(changed: Partial<Participant> = {}): Participant {
  const signingKey = bytes(44);
  return {
    name: `office-${freshId()}`,
    signingKey,
    fingerprint: Buffer.from(sha256(signingKey)).toString("hex"),
    encryptionKey: bytes(294),
    state: "pending",
    challengeHash: bytes(32),
    registeredAt: 1_790_000_000_000,
    revision: 1,
    ...changed,
  };
}

export function deposit(changed: Partial<Deposit> = {}): Deposit {
  return {
    id: freshId(),
    depositor: `office-${freshId()}`,
    size: 300,
    digest: bytes(32),
    pieceBytes: 100,
    once: true,
    readTokenHash: bytes(32),
    createdAt: 1_790_000_000_000,
    expiresAt: FAR,
    state: "open",
    claimHash: null,
    claimedAt: null,
    receipt: null,
    ...changed,
  };
}
