/** What participants become: registered, proved, changed, suspended. Lost races are refused, never repeated unseen. */
import { timingSafeEqual, verify } from "node:crypto";
import { isParticipantName, newKeysText } from "../protocol/participantmessages.ts";
import type {
  Keys,
  NewKeys,
  NewParticipant,
  ParticipantView,
  Registered,
} from "../protocol/participantmessages.ts";
import { RequestRefused } from "../protocol/refusals.ts";
import type { Participant, ParticipantStore } from "../store/contract/participantstore.ts";
import { hashOf, makeChallenge } from "./challenge.ts";
import { fingerprintOf, readEncryptionKey, readSigningKey } from "./participantkeys.ts";
import type { ParticipantKey } from "./participantkeys.ts";

export interface RegistryNeeds {
  readonly store: ParticipantStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
}

interface BothKeys {
  readonly signingKey: ParticipantKey;
  readonly encryptionKey: ParticipantKey | null;
}

/** Throws RequestRefused unless a name may be had and keys are of the right kind. */
export function readNewParticipant({ name, signing_key, encryption_key }: NewParticipant): BothKeys {
  if (!isParticipantName(name)) throw new RequestRefused("participant/name-refused");
  return readKeys({ signing_key, encryption_key });
}

const readKeys = ({
  signing_key,
  encryption_key,
}: Pick<NewKeys, "signing_key" | "encryption_key">): BothKeys => ({
  signingKey: readSigningKey(signing_key),
  encryptionKey: encryption_key === null ? null : readEncryptionKey(encryption_key),
});

/**
 * The new participant. Registering the same once more finds it again, with a fresh challenge where none was answered:
 * the answer to the first attempt may have been lost. Throws RequestRefused.
 */
export async function register(
  { store, now, random }: RegistryNeeds,
  authority: string,
  name: string,
  keys: BothKeys,
): Promise<Registered & { readonly isNew: boolean }> {
  const { signingKey, encryptionKey } = keys;
  const challenge =
    encryptionKey === null ? null : makeChallenge(encryptionKey.key, textOf(authority, name, keys), random);
  const participant: Participant = {
    name,
    signingKey: signingKey.spki,
    fingerprint: signingKey.fingerprint,
    encryptionKey: encryptionKey?.spki ?? null,
    state: challenge === null ? "active" : "pending",
    challengeHash: challenge?.hash ?? null,
    registeredAt: now(),
    revision: 1,
  };
  if (await store.addParticipant(participant)) {
    return { participant: viewOf(participant), challenge: challenge?.sealed ?? null, isNew: true };
  }
  const known = await store.participant(name);
  if (known === null) throw new RequestRefused("participant/key-taken");
  const knownEncryptionKey = known.encryptionKey === null ? null : fingerprintOf(known.encryptionKey);
  const isSame =
    known.fingerprint === signingKey.fingerprint &&
    knownEncryptionKey === (encryptionKey?.fingerprint ?? null);
  if (!isSame) throw new RequestRefused("participant/name-taken");
  if (known.state !== "pending") return { participant: viewOf(known), challenge: null, isNew: false };
  const asked = { ...known, challengeHash: participant.challengeHash, revision: known.revision + 1 };
  await change(store, asked);
  return { participant: viewOf(asked), challenge: challenge?.sealed ?? null, isNew: false };
}

/** Throws RequestRefused unless `answer` is what the last challenge asks for. Proving again changes nothing. */
export async function provePossession(
  { store }: RegistryNeeds,
  participant: Participant,
  answer: Uint8Array,
): Promise<ParticipantView> {
  const { challengeHash, revision } = participant;
  if (challengeHash === null) return viewOf(participant);
  const hash = hashOf(answer);
  if (hash.length !== challengeHash.length || !timingSafeEqual(hash, challengeHash)) {
    throw new RequestRefused("participant/wrong-answer");
  }
  return change(store, { ...participant, state: "active", challengeHash: null, revision: revision + 1 });
}

/**
 * Puts new keys in the place of the old ones, once the new signing key has signed that. The old one counts no longer;
 * another encryption key has to be proved, and the participant is pending until then. Throws RequestRefused.
 */
export async function replaceKeys(
  { store, random }: RegistryNeeds,
  authority: string,
  participant: Participant,
  { proof, ...given }: NewKeys,
): Promise<Registered> {
  const keys = readKeys(given);
  const { signingKey, encryptionKey } = keys;
  const text = textOf(authority, participant.name, keys);
  const proved = Buffer.from(newKeysText(text, participant.fingerprint));
  if (!verify(null, proved, signingKey.key, Buffer.from(proof, "base64"))) {
    throw new RequestRefused("participant/wrong-proof");
  }
  const before = participant.encryptionKey === null ? null : fingerprintOf(participant.encryptionKey);
  const isProved = encryptionKey?.fingerprint === before && participant.challengeHash === null;
  const challenge =
    encryptionKey === null || isProved ? null : makeChallenge(encryptionKey.key, text, random);
  const view = await change(store, {
    ...participant,
    signingKey: signingKey.spki,
    fingerprint: signingKey.fingerprint,
    encryptionKey: encryptionKey?.spki ?? null,
    state: participant.state === "suspended" ? "suspended" : challenge === null ? "active" : "pending",
    challengeHash: challenge?.hash ?? null,
    revision: participant.revision + 1,
  });
  return { participant: view, challenge: challenge?.sealed ?? null };
}

/** Whoever is not suspended any more is pending again where possession was not proved before. */
export async function suspend(
  { store }: RegistryNeeds,
  participant: Participant,
  isSuspended: boolean,
): Promise<ParticipantView> {
  const unsuspended = participant.challengeHash === null ? "active" : "pending";
  const state = isSuspended ? "suspended" : unsuspended;
  if (participant.state === state) return viewOf(participant);
  return change(store, { ...participant, state, revision: participant.revision + 1 });
}

async function change(store: ParticipantStore, participant: Participant): Promise<ParticipantView> {
  if (await store.changeParticipant(participant)) return viewOf(participant);
  const holder = await store.participantByFingerprint(participant.fingerprint);
  const isTaken = holder !== null && holder.name !== participant.name;
  throw new RequestRefused(isTaken ? "participant/key-taken" : "participant/changed");
}

const textOf = (authority: string, name: string, { signingKey, encryptionKey }: BothKeys): Keys => ({
  authority,
  name,
  signingKey: signingKey.fingerprint,
  encryptionKey: encryptionKey?.fingerprint ?? null,
});

/** What others are told. A key whose possession is not proved is nobody's yet. */
export function viewOf(participant: Participant): ParticipantView {
  const { name, state, signingKey, fingerprint, challengeHash, registeredAt, revision } = participant;
  const encryptionKey = challengeHash === null ? participant.encryptionKey : null;
  return {
    name,
    state,
    signing_key: Buffer.from(signingKey).toString("base64"),
    signing_key_fingerprint: fingerprint,
    encryption_key: encryptionKey === null ? null : Buffer.from(encryptionKey).toString("base64"),
    encryption_key_fingerprint: encryptionKey === null ? null : fingerprintOf(encryptionKey),
    registered_at: Math.floor(registeredAt / 1000),
    revision,
  };
}
