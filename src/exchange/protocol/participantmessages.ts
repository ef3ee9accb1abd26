/**
 * Participants: who signs requests, and with which keys. Keys travel as SubjectPublicKeyInfo (RFC 5280 §4.1) in DER
 * and base64; times are whole seconds since 1970.
 */
import { z } from "zod";

/** Each byte string has one spelling (RFC 4648 §4). */
const isBase64 = (text: string): boolean => Buffer.from(text, "base64").toString("base64") === text;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const seconds = z.int().min(0).max(253_402_300_799);
/** An RSA key of 8,192 bits has 1,420 characters. */
const publicKey = z.string().min(4).max(2048).refine(isBase64);
const bytes = (length: number): z.ZodString => {
  const characters = Math.ceil(length / 3) * 4;
  return z.string().length(characters).refine(isBase64);
};

/** Letters of words that are read as digits: "il" and "o" beside "11" and "0". */
const looksLikeDigits = /^[ilo]+$/;
const reserved = new Set(
  (
    "admin administration administrator all anonymous anybody everybody everyone exchange none nobody null operator " +
    "owner participant public qrseal root security self server service support system test undefined unknown"
  ).split(" "),
);

/**
 * Whether somebody may have this name: 3 to 63 characters, words of small letters a to z or numbers of digits, joined
 * by single hyphens, the first one a word. A word of letters that look like digits (i, l, o) and nothing else is
 * refused, as are reserved names and those that begin with "qrseal-".
 */
export function isParticipantName(name: string): boolean {
  const parts = name.split("-");
  const areWell = parts.every(
    (part) => /^[0-9]+$/.test(part) || (/^[a-z]+$/.test(part) && !looksLikeDigits.test(part)),
  );
  const isFit = name.length >= 3 && name.length <= 63 && /^[a-z]/.test(name);
  return isFit && areWell && !reserved.has(name) && parts[0] !== "qrseal";
}

const name = z.string().min(1).max(63);

/** POST /v1/participants */
export const newParticipant = z
  .strictObject({
    name: name.describe("Words of a to z or numbers, joined by hyphens; 3 to 63 characters"),
    signing_key: publicKey.describe("Ed25519; it signs this request"),
    encryption_key: publicKey.nullable().describe("RSA or X25519: what envelopes are sealed for"),
  })
  .meta({ id: "NewParticipant" });
export type NewParticipant = z.infer<typeof newParticipant>;

export const participantState = z.enum(["pending", "active", "suspended"]);

export const participantView = z
  .strictObject({
    name,
    state: participantState,
    signing_key: publicKey,
    signing_key_fingerprint: sha256,
    encryption_key: publicKey.nullable().describe("Null too until possession of it is proved"),
    encryption_key_fingerprint: sha256.nullable(),
    registered_at: seconds,
    revision: z.int().min(1).describe("Counts the changes"),
  })
  .meta({ id: "Participant" });
export type ParticipantView = z.infer<typeof participantView>;

/** What registering, and changing keys, comes to. */
export const registered = z
  .strictObject({
    participant: participantView,
    challenge: z.string().max(2048).refine(isBase64).nullable().describe("Sealed for the encryption key"),
  })
  .meta({ id: "Registered" });
export type Registered = z.infer<typeof registered>;

/** POST /v1/participants/{name}/possession */
export const possession = z
  .strictObject({ answer: bytes(32).describe("HMAC-SHA-256 under what the challenge held") })
  .meta({ id: "Possession" });
export type Possession = z.infer<typeof possession>;

/** PUT /v1/participants/{name}/keys */
export const newKeys = z
  .strictObject({
    signing_key: publicKey,
    encryption_key: publicKey.nullable(),
    proof: bytes(64).describe("The new signing key's signature over this change"),
  })
  .meta({ id: "NewKeys" });
export type NewKeys = z.infer<typeof newKeys>;

export const participantPath = z.strictObject({ name });

export const MAX_LISTED = 100;
export const participantQuery = z.strictObject({
  after: z.string().max(63).default("").describe("The last name of the page before"),
});

export const participantList = z
  .strictObject({
    participants: z.array(participantView).max(MAX_LISTED),
    next: name.nullable().describe("To be given as `after` for the next page"),
  })
  .meta({ id: "ParticipantList" });
export type ParticipantList = z.infer<typeof participantList>;

// --- what is proved ---------------------------------------------------------------------------------------

/** What a proof is bound to; fingerprints are SHA-256 of the SPKI in lower case hexadecimal. */
export interface Keys {
  /** Host and port of the service, as in the signatures of requests. */
  readonly authority: string;
  readonly name: string;
  readonly signingKey: string;
  readonly encryptionKey: string | null;
}

/**
 * What the answer to a challenge authenticates. It names the service and the participant, so that nobody gets another's
 * key registered by passing a challenge on.
 */
export const possessionText = ({ authority, name, signingKey, encryptionKey }: Keys): string =>
  ["qrseal exchange possession", authority, name, signingKey, encryptionKey ?? "-"].join("\n");

/** What a new signing key signs to take the place of `current`. */
export const newKeysText = ({ authority, name, signingKey, encryptionKey }: Keys, current: string): string =>
  ["qrseal exchange new keys", authority, name, current, signingKey, encryptionKey ?? "-"].join("\n");

/** Info of HKDF where a challenge is sealed for an X25519 key. */
export const CHALLENGE_INFO = "qrseal exchange challenge";
export const CHALLENGE_BYTES = 32;
