import type { Participant } from "../contract/participantstore.ts";
import { bytesOf, bytesOrNull } from "./row.ts";
import type { Row } from "./row.ts";

export const participantColumns = [
  "name",
  "signing_key",
  "fingerprint",
  "encryption_key",
  "state",
  "challenge_hash",
  "registered_at",
  "revision",
] as const;

export function participantValues(participant: Participant): readonly unknown[] {
  return [
    participant.name,
    participant.signingKey,
    participant.fingerprint,
    participant.encryptionKey,
    participant.state,
    participant.challengeHash,
    participant.registeredAt,
    participant.revision,
  ];
}

export function participantOf(row: Row): Participant {
  return {
    name: row["name"] as string,
    signingKey: bytesOf(row["signing_key"]),
    fingerprint: row["fingerprint"] as string,
    encryptionKey: bytesOrNull(row["encryption_key"]),
    state: row["state"] as Participant["state"],
    challengeHash: bytesOrNull(row["challenge_hash"]),
    registeredAt: row["registered_at"] as number,
    revision: row["revision"] as number,
  };
}
