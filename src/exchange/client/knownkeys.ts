/**
 * The service's public keys, and why they are believed: because they were known before, or because those that were known
 * signed them. The first ones are believed as far as the connection they came over, unless a fingerprint was given.
 */
import {
  decodeBase64,
  ed25519,
  encodeUtf8,
  QrsealError,
  readPublicKeyFile,
  readSigningPublicKeyFile,
} from "../../core/index.ts";
import type { RecipientKey, VerifyingKey } from "../../core/index.ts";
import { failure, term } from "./refusals.ts";
import { keysAnswer, successionText } from "../protocol/servicekeymessages.ts";
import type { KeysAnswer } from "../protocol/servicekeymessages.ts";
import { readAnswer } from "./answer.ts";
import type { Answer, Connection } from "./connection.ts";

/** What a client remembers of a service between calls. Fingerprints are SHA-256 of the SPKI, in hexadecimal. */
export interface KnownKeys {
  readonly generation: number;
  /** Of the key that session keys are encrypted for. */
  readonly rsa: string;
  /** Of the key that vouches for the next generation. */
  readonly identity: string;
}

/** A key that session keys are encrypted for. */
export type SessionRecipient = RecipientKey & Required<Pick<RecipientKey, "encryptOaep">>;

export interface ServiceKeysBelieved {
  readonly rsa: SessionRecipient;
  readonly identity: VerifyingKey;
  readonly known: KnownKeys;
}

export interface Belief {
  /** What was remembered, or null: this service is new here. */
  readonly known: KnownKeys | null;
  /** Fingerprint of the RSA key that must be the current one; it counts more than what was remembered. */
  readonly pin?: string | null | undefined;
}

/** Throws exchange/other-keys where nothing vouches for what the service shows, and what requests throw. */
export async function fetchServiceKeys(connection: Connection, belief: Belief): Promise<ServiceKeysBelieved> {
  const answer = await connection.request("GET", "/v1/keys");
  return believe(readGenerations(answer), belief, connection.url);
}

interface Generation extends ServiceKeysBelieved {
  /** Whether that identity signed this generation. */
  readonly isSignedBy: (previous: VerifyingKey) => Promise<boolean>;
}

/** The current one, and those before it, the oldest first. */
interface Generations {
  readonly current: Generation;
  readonly former: readonly Generation[];
}

function readGenerations(answer: Answer): Generations {
  const { current: number, generations } = readAnswer(answer, keysAnswer);
  const at = generations.findIndex(({ generation }) => generation === number);
  const read = generations.slice(0, at + 1).map(readGeneration);
  const current = read.pop();
  const former = read.filter((generation) => generation !== null);
  if (current == null || former.length < read.length) {
    const problem = term("json-not-as-described");
    throw failure("exchange/bad-answer", { service: answer.service, problem });
  }
  return { current, former };
}

/** What the answer says of fingerprints is not asked: they are made from the keys. Null where one is no such key. */
function readGeneration(described: KeysAnswer["generations"][number]): Generation | null {
  const { generation, created_at, succession } = described;
  const keys = readKeys(described);
  if (keys === null) return null;
  const { rsa, dsa, identity } = keys;
  return {
    rsa,
    identity,
    known: { generation, rsa: rsa.fingerprint, identity: identity.fingerprint },
    isSignedBy: async (previous) => {
      const signature = succession === null ? null : decodeBase64(succession.signature);
      const text = successionText({
        generation,
        created_at,
        signed_by: previous.fingerprint,
        rsa: rsa.fingerprint,
        dsa: dsa.fingerprint,
        identity: identity.fingerprint,
      });
      return signature !== null && previous.verify(encodeUtf8(text), signature);
    },
  };
}

interface Keys {
  readonly rsa: SessionRecipient;
  readonly dsa: VerifyingKey;
  readonly identity: VerifyingKey;
}

function readKeys(described: KeysAnswer["generations"][number]): Keys | null {
  const pem = (name: "rsa" | "dsa" | "identity"): Uint8Array => encodeUtf8(described[name].public_key);
  try {
    const rsa = readPublicKeyFile(pem("rsa"), "rsa");
    const dsa = readSigningPublicKeyFile(pem("dsa"), "dsa");
    const identity = readSigningPublicKeyFile(pem("identity"), "identity");
    return canEncrypt(rsa) && identity.kind === ed25519 ? { rsa, dsa, identity } : null;
  } catch (error) {
    if (error instanceof QrsealError && error.code.startsWith("key/")) return null;
    throw error;
  }
}

const canEncrypt = (key: RecipientKey): key is SessionRecipient => key.encryptOaep !== undefined;

async function believe(
  { current, former }: Generations,
  { known, pin = null }: Belief,
  url: string,
): Promise<ServiceKeysBelieved> {
  const isBelieved =
    pin !== null
      ? current.rsa.fingerprint === pin
      : known === null || (await isReached([...former, current], known));
  if (isBelieved) return current;
  const expected = pin ?? known?.rsa ?? "";
  throw failure("exchange/other-keys", { url, expected, found: current.rsa.fingerprint });
}

/** Whether the last generation is the known one, or each since the known one was signed by the one before it. */
async function isReached(generations: readonly Generation[], known: KnownKeys): Promise<boolean> {
  const at = generations.findIndex(
    ({ rsa, identity }) => rsa.fingerprint === known.rsa && identity.fingerprint === known.identity,
  );
  if (at === -1) return false;
  for (const [index, generation] of generations.slice(at + 1).entries()) {
    const previous = generations[at + index];
    if (previous === undefined || !(await generation.isSignedBy(previous.identity))) return false;
  }
  return true;
}
