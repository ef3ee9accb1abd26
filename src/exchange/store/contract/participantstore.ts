import type { EffectsOf } from "./effects.ts";

/** Somebody who signs requests. */
export interface Participant {
  readonly name: string;
  /** SPKI DER of the Ed25519 key that signs requests. */
  readonly signingKey: Uint8Array;
  /** SHA-256 of `signingKey`, lower case hexadecimal: the key id of its signatures. Unique among participants. */
  readonly fingerprint: string;
  /** SPKI DER of the key that envelopes for this participant are sealed for. */
  readonly encryptionKey: Uint8Array | null;
  /** Pending until possession of the encryption key is proved. */
  readonly state: "pending" | "active" | "suspended";
  /** SHA-256 of what proves possession, while pending. */
  readonly challengeHash: Uint8Array | null;
  readonly registeredAt: number;
  /** 1, 2, 3 …: counts the changes. */
  readonly revision: number;
}

export interface ParticipantStore {
  participant(name: string): Promise<Participant | null>;
  participantByFingerprint(fingerprint: string): Promise<Participant | null>;
  /** In order of name (of its bytes in UTF-8), those after `after`, at most `count`. */
  participants(after: string, count: number): Promise<readonly Participant[]>;
  /** False, and nothing changed, where the name or the fingerprint is taken. */
  addParticipant(participant: Participant): Promise<boolean>;
  /** Only if the stored revision is one less than the new one, else false; also false where the fingerprint is taken. */
  changeParticipant(participant: Participant): Promise<boolean>;
  /** False where there was none. */
  removeParticipant(name: string): Promise<boolean>;
}

export const participantEffects = {
  participant: "reads",
  participantByFingerprint: "reads",
  participants: "reads",
  addParticipant: "changes",
  changeParticipant: "changes",
  removeParticipant: "changes",
} as const satisfies EffectsOf<ParticipantStore>;
