/** Proving that one holds an encryption key: opening what the service sealed for it, and answering. */
import {
  constants,
  createDecipheriv,
  createHmac,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  privateDecrypt,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { RecipientPrivateKey } from "../../core/index.ts";
import { CHALLENGE_BYTES, CHALLENGE_INFO, possessionText } from "../protocol/participantmessages.ts";
import type { Keys } from "../protocol/participantmessages.ts";

/** The answer in base64; null where the challenge is not sealed for this key, or not at all. */
export function answerChallenge(
  sealed: string,
  { key, type }: RecipientPrivateKey,
  keys: Keys,
): string | null {
  const box = Buffer.from(sealed, "base64");
  try {
    const secret = type === "rsa" ? openForRsa(box, key) : openForX25519(box, key);
    if (secret.length !== CHALLENGE_BYTES) return null;
    return createHmac("sha256", secret).update(possessionText(keys)).digest("base64");
  } catch {
    return null;
  }
}

const openForRsa = (box: Uint8Array, key: KeyObject): Uint8Array =>
  privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }, box);

/** 32 bytes of an ephemeral key, ciphertext, 16 bytes of tag. */
function openForX25519(box: Uint8Array, privateKey: KeyObject): Uint8Array {
  const ephemeral = box.subarray(0, 32);
  const jwk = { kty: "OKP", crv: "X25519", x: Buffer.from(ephemeral).toString("base64url") };
  const shared = diffieHellman({ privateKey, publicKey: createPublicKey({ key: jwk, format: "jwk" }) });
  const own = Buffer.from(createPublicKey(privateKey).export({ format: "jwk" }).x ?? "", "base64url");
  const key = hkdfSync("sha256", shared, Buffer.concat([ephemeral, own]), CHALLENGE_INFO, 32);
  const cipher = createDecipheriv("aes-256-gcm", new Uint8Array(key), new Uint8Array(12), {
    authTagLength: 16,
  });
  cipher.setAuthTag(box.subarray(-16));
  return Buffer.concat([cipher.update(box.subarray(32, -16)), cipher.final()]);
}
