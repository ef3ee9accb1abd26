/** Registering with a service, and what its administration does with participants. */
import { encodeBase64, encodeUtf8 } from "../../core/index.ts";
import type { OpeningKey } from "../../core/index.ts";
import { failure, term } from "./refusals.ts";
import {
  newKeysText,
  participantList,
  participantView,
  registered,
} from "../protocol/participantmessages.ts";
import type {
  Keys,
  NewKeys,
  NewParticipant,
  ParticipantList,
  ParticipantView,
  Possession,
  Registered,
} from "../protocol/participantmessages.ts";
import { checkAnswer, readAnswer } from "./answer.ts";
import type { Answer, Connection } from "./connection.ts";
import { answerChallenge } from "./possession.ts";
import { askSigned } from "./signing.ts";
import type { AskedSigned, Signer } from "./signing.ts";

/** By what right something is asked: as the participant that signs, or with the administration's token. */
export type Asker = { readonly signer: Signer } | { readonly adminToken: string };

export interface Registration {
  readonly name: string;
  readonly signer: Signer;
  /** Its public key is registered, and possession of it proved. */
  readonly encryptionKey: OpeningKey | null;
  /** Where only the administration registers. */
  readonly adminToken?: string | undefined;
}

/**
 * Registers a name with its keys and proves possession of both; doing it again finds it again. All functions here throw
 * what askSigned and readAnswer throw.
 */
export async function registerParticipant(
  connection: Connection,
  { name, signer, encryptionKey, adminToken }: Registration,
): Promise<ParticipantView> {
  const keys: NewParticipant = {
    name,
    signing_key: encodeBase64(signer.key.spki),
    encryption_key: encryptionKey === null ? null : encodeBase64(encryptionKey.spki),
  };
  const answer = await askSigned(connection, signer, "POST", "/v1/participants", {
    ...json(keys),
    ...(adminToken === undefined ? {} : { headers: bearing(adminToken) }),
    isRepeatable: true,
  });
  return prove(connection, signer, encryptionKey, readAnswer(answer, registered), answer.service);
}

export async function showParticipant(
  connection: Connection,
  asker: Asker,
  name: string,
): Promise<ParticipantView> {
  return readAnswer(await ask(connection, asker, "GET", pathOf(name)), participantView);
}

/** All of them, in order of their names. */
export async function listParticipants(
  connection: Connection,
  adminToken: string,
): Promise<ParticipantView[]> {
  const all: ParticipantView[] = [];
  for (let after: string | null = ""; after !== null;) {
    const path = `/v1/participants?after=${encodeURIComponent(after)}`;
    const page: ParticipantList = readAnswer(
      await ask(connection, { adminToken }, "GET", path),
      participantList,
    );
    all.push(...page.participants);
    after = page.next;
  }
  return all;
}

export interface Replacement {
  readonly name: string;
  /** Who signs from now on. */
  readonly signer: Signer;
  /** Undefined keeps the one that is registered. */
  readonly encryptionKey: OpeningKey | undefined;
}

/** Puts new keys in the place of the old ones, by the right of the old signing key or of the administration. */
export async function replaceKeys(
  connection: Connection,
  asker: Asker,
  { name, signer, encryptionKey }: Replacement,
): Promise<ParticipantView> {
  const before = await showParticipant(connection, asker, name);
  const encryption = encryptionKey === undefined ? before.encryption_key : encodeBase64(encryptionKey.spki);
  const text = newKeysText(
    {
      authority: authorityOf(connection),
      name,
      signingKey: signer.key.fingerprint,
      encryptionKey: encryptionKey?.fingerprint ?? before.encryption_key_fingerprint,
    },
    before.signing_key_fingerprint,
  );
  const keys: NewKeys = {
    signing_key: encodeBase64(signer.key.spki),
    encryption_key: encryption,
    proof: encodeBase64(await signer.key.sign(encodeUtf8(text))),
  };
  // Once it is done, the old key counts no longer: asking again could only be refused.
  const answer = await ask(connection, asker, "PUT", `${pathOf(name)}/keys`, keys, false);
  return prove(connection, signer, encryptionKey ?? null, readAnswer(answer, registered), answer.service);
}

export async function suspendParticipant(
  connection: Connection,
  adminToken: string,
  name: string,
): Promise<ParticipantView> {
  return readAnswer(
    await ask(connection, { adminToken }, "POST", `${pathOf(name)}/suspend`, undefined, true),
    participantView,
  );
}

export async function resumeParticipant(
  connection: Connection,
  adminToken: string,
  name: string,
): Promise<ParticipantView> {
  return readAnswer(
    await ask(connection, { adminToken }, "POST", `${pathOf(name)}/resume`, undefined, true),
    participantView,
  );
}

export async function removeParticipant(connection: Connection, asker: Asker, name: string): Promise<void> {
  checkAnswer(await ask(connection, asker, "DELETE", pathOf(name), undefined, false));
}

/** Answers the challenge where there is one. */
async function prove(
  connection: Connection,
  signer: Signer,
  encryptionKey: OpeningKey | null,
  { participant, challenge }: Registered,
  service: string,
): Promise<ParticipantView> {
  if (challenge === null || encryptionKey === null) return participant;
  const { name } = participant;
  const keys: Keys = {
    authority: authorityOf(connection),
    name,
    signingKey: signer.key.fingerprint,
    encryptionKey: encryptionKey.fingerprint,
  };
  const answer = await answerChallenge(challenge, encryptionKey, keys);
  if (answer === null) {
    throw failure("exchange/bad-answer", { service, problem: term("challenge-not-for-key") });
  }
  const given: Possession = { answer };
  return readAnswer(
    await ask(connection, { signer }, "POST", `${pathOf(name)}/possession`, given, true),
    participantView,
  );
}

async function ask(
  connection: Connection,
  asker: Asker,
  method: string,
  path: string,
  value?: unknown,
  isRepeatable = method === "GET",
): Promise<Answer> {
  const asked = { ...(value === undefined ? {} : json(value)), isRepeatable };
  if ("signer" in asker) return askSigned(connection, asker.signer, method, path, asked);
  const { contentType, ...rest }: AskedSigned = asked;
  const type = contentType === undefined ? {} : { "content-type": contentType };
  return connection.request(method, path, { ...rest, headers: { ...type, ...bearing(asker.adminToken) } });
}

const json = (value: unknown): Required<Pick<AskedSigned, "contentType" | "body">> => ({
  contentType: "application/json",
  body: Buffer.from(JSON.stringify(value)),
});

const bearing = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });

const pathOf = (name: string): string => `/v1/participants/${encodeURIComponent(name)}`;

const authorityOf = ({ url }: Connection): string => new URL(url).host;
