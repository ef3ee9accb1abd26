/** Proving that one holds an encryption key: opening what the service sealed for it, and answering. */
import { createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import type { OpeningKey } from "../../core/index.ts";
import { CHALLENGE_BYTES, CHALLENGE_INFO, possessionText } from "../protocol/participantmessages.ts";
import type { Keys } from "../protocol/participantmessages.ts";

/** The answer in base64; null where the challenge is not sealed for this key, or not at all. */
export async function answerChallenge(sealed: string, key: OpeningKey, keys: Keys): Promise<string | null> {
  const box = Buffer.from(sealed, "base64");
  const secret = await openBox(box, key);
  if (secret?.length !== CHALLENGE_BYTES) return null;
  return createHmac("sha256", secret).update(possessionText(keys)).digest("base64");
}

/** By what the key can do: the protocol knows these two ways. */
async function openBox(
  box: Uint8Array,
  { decryptOaep, agree, spki }: OpeningKey,
): Promise<Uint8Array | null> {
  if (decryptOaep !== undefined) return decryptOaep(box);
  return agree === undefined ? null : openAgreed(box, agree, spki);
}

const X25519_BYTES = 32;
const TAG_BYTES = 16;

/** 32 bytes of an ephemeral key, ciphertext, 16 bytes of tag. */
async function openAgreed(
  box: Uint8Array,
  agree: NonNullable<OpeningKey["agree"]>,
  spki: Uint8Array,
): Promise<Uint8Array | null> {
  const ephemeral = box.subarray(0, X25519_BYTES);
  const shared = await agree(ephemeral);
  if (shared === null || box.length < X25519_BYTES + TAG_BYTES) return null;
  // RFC 8410 §4: the key's own bytes end its SPKI.
  const salt = Buffer.concat([ephemeral, spki.subarray(-X25519_BYTES)]);
  const key = new Uint8Array(hkdfSync("sha256", shared, salt, CHALLENGE_INFO, 32));
  const cipher = createDecipheriv("aes-256-gcm", key, new Uint8Array(12), { authTagLength: TAG_BYTES });
  cipher.setAuthTag(box.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([cipher.update(box.subarray(X25519_BYTES, -TAG_BYTES)), cipher.final()]);
  } catch {
    return null;
  }
}
