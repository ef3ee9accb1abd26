/**
 * What proves possession of an encryption key: 32 random bytes sealed for it, of which the answer is a MAC. Sealing
 * alone is here; what opens is the client's.
 */
import {
  constants,
  createCipheriv,
  createHash,
  createHmac,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  publicEncrypt,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { concat } from "../../core/encoding/bytes.ts";
import { CHALLENGE_BYTES, CHALLENGE_INFO, possessionText } from "../protocol/participantmessages.ts";
import type { Keys } from "../protocol/participantmessages.ts";
import { RequestRefused } from "../protocol/refusals.ts";

export interface Challenge {
  /** In base64, for the participant. */
  readonly sealed: string;
  /** SHA-256 of the right answer. */
  readonly hash: Uint8Array;
}

/** Throws RequestRefused where nothing can be sealed for this key. */
export function makeChallenge(
  encryptionKey: KeyObject,
  keys: Keys,
  random: (length: number) => Uint8Array,
): Challenge {
  const secret = random(CHALLENGE_BYTES);
  const answer = createHmac("sha256", secret).update(possessionText(keys)).digest();
  try {
    const sealed =
      encryptionKey.asymmetricKeyType === "rsa"
        ? sealForRsa(secret, encryptionKey)
        : sealForX25519(secret, encryptionKey);
    return { sealed: Buffer.from(sealed).toString("base64"), hash: hashOf(answer) };
  } catch {
    // A modulus that is none, or a point of small order.
    throw new RequestRefused("participant/bad-key", "encryption_key");
  }
}

export const hashOf = (answer: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash("sha256").update(answer).digest());

/** RSAES-OAEP (RFC 8017 §7.1) with SHA-256 as hash and in MGF1. */
const sealForRsa = (secret: Uint8Array, key: KeyObject): Uint8Array =>
  publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }, secret);

/**
 * An ephemeral X25519 key, then AES-256-GCM ciphertext and tag under HKDF-SHA-256 of the shared secret, salted with both
 * public keys. The nonce is zero: no key is used twice.
 */
function sealForX25519(secret: Uint8Array, recipient: KeyObject): Uint8Array {
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  const ephemeral = rawKey(publicKey);
  const shared = diffieHellman({ privateKey, publicKey: recipient });
  const salt = concat(ephemeral, rawKey(recipient));
  const key = new Uint8Array(hkdfSync("sha256", shared, salt, CHALLENGE_INFO, 32));
  const cipher = createCipheriv("aes-256-gcm", key, new Uint8Array(12), { authTagLength: 16 });
  return concat(ephemeral, cipher.update(secret), cipher.final(), cipher.getAuthTag());
}

const rawKey = (key: KeyObject): Uint8Array =>
  Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url");
