/**
 * The session key of a request, RSAES-OAEP with SHA-256 (RFC 8017 §7.1). Decrypted through WebCrypto, which works in
 * the thread pool: with 3,072 bits it takes two milliseconds, in which the event loop answers others.
 */
import { webcrypto } from "node:crypto";
import { wipe } from "../../core/encoding/bytes.ts";
import { decodeUtf8 } from "../../core/encoding/text.ts";
import { bug } from "../../core/refusals.ts";
import { SESSION_KEY_BYTES } from "../../core/sessiondata.ts";
import type { OpeningKey, RecipientKey } from "../../core/keys/recipientkind.ts";
import type { RandomSource } from "../../core/random.ts";
import { pkcs8 } from "../keys/generation.ts";
import type { PublicKeyAnswer } from "../protocol/gatewaymessages.ts";

/** One generation of the service's keys, as far as the gateway needs it. */
export interface GatewayKey {
  readonly rsa: {
    readonly privateKey: Pick<OpeningKey, "bits" | "toPkcs8">;
    readonly publicKey: Pick<RecipientKey, "toFile">;
  };
}

export interface GatewayKeys {
  /** The oldest first. */
  all(): readonly GatewayKey[];
  /** Takes up what another process has added. */
  refresh(): Promise<void>;
}

/** The one that clients are given. */
export function newestOf(keys: GatewayKeys): GatewayKey {
  const newest = keys.all().at(-1);
  if (newest === undefined) throw bug("no service keys");
  return newest;
}

/**
 * Those that open requests, the newest first. The one before is for clients that have not heard of the newest yet; older
 * ones have nothing to open any more, and every key costs each request that cannot be decrypted its time.
 */
export const openingKeys = (keys: GatewayKeys): readonly GatewayKey[] => keys.all().slice(-2).toReversed();

const oaep = { name: "RSA-OAEP", hash: "SHA-256" } as const;

const imported = new WeakMap<object, Promise<webcrypto.CryptoKey>>();

function importKey(key: GatewayKey["rsa"]["privateKey"]): Promise<webcrypto.CryptoKey> {
  const known = imported.get(key);
  if (known !== undefined) return known;
  const secret = pkcs8(key);
  const made = webcrypto.subtle.importKey("pkcs8", secret, oaep, false, ["decrypt"]).finally(() => {
    wipe(secret);
  });
  imported.set(key, made);
  return made;
}

export const publicKeyOf = ({ rsa: { publicKey, privateKey } }: GatewayKey): PublicKeyAnswer => ({
  public_key: decodeUtf8(publicKey.toFile()) ?? "",
  key_size: privateKey.bits,
  algorithm: "RSA",
});

/**
 * The session key; where there is none, random bytes in its place, so that what follows is the same and fails by itself
 * (RFC 7516 §11.5).
 */
export async function unwrapSessionKey(
  { rsa: { privateKey } }: GatewayKey,
  encryptedSessionKey: Uint8Array,
  random: RandomSource,
): Promise<Uint8Array> {
  const substitute = random(SESSION_KEY_BYTES);
  // OpenSSL would fill a shorter one up with zeros: a second spelling of the same number.
  if (encryptedSessionKey.length !== privateKey.bits / 8) return substitute;
  const decrypted = await webcrypto.subtle
    .decrypt(oaep, await importKey(privateKey), encryptedSessionKey)
    .then(
      (bytes) => new Uint8Array(bytes),
      () => substitute,
    );
  return decrypted.length === SESSION_KEY_BYTES ? decrypted : substitute;
}
