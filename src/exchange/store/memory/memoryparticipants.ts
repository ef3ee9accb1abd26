import { Buffer } from "node:buffer";
import type { Operations } from "../contract/operations.ts";
import type { Participant, ParticipantStore } from "../contract/participantstore.ts";

export function memoryParticipants(): Operations<keyof ParticipantStore> {
  const participants = new Map<string, Participant>();
  const withFingerprint = (fingerprint: string): Participant | null =>
    Array.from(participants.values()).find((each) => each.fingerprint === fingerprint) ?? null;
  return {
    participant: (name) => participants.get(name) ?? null,
    participantByFingerprint: withFingerprint,
    participants: (after, count) =>
      Array.from(participants.values())
        .filter(({ name }) => compareText(name, after) > 0)
        .sort((a, b) => compareText(a.name, b.name))
        .slice(0, count),
    addParticipant: (participant) => {
      const { name, fingerprint } = participant;
      if (participants.has(name) || withFingerprint(fingerprint) !== null) return false;
      participants.set(name, participant);
      return true;
    },
    changeParticipant: (participant) => {
      const { name, fingerprint, revision } = participant;
      if (participants.get(name)?.revision !== revision - 1) return false;
      if ((withFingerprint(fingerprint)?.name ?? name) !== name) return false;
      participants.set(name, participant);
      return true;
    },
    removeParticipant: (name) => participants.delete(name),
  };
}

/** By their bytes in UTF-8, as databases do. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
