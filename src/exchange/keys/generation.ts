/** One generation of the service's own keys: made, and to and from the bytes that are sealed. */
import { createPrivateKey, createPublicKey, createSecretKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { CONTENT_KEY_BYTES } from "../../core/primitives/aead.ts";
import { concat, wipe } from "../../core/encoding/bytes.ts";
import { bug } from "../../core/errors.ts";
import {
  generateRecipientKeys,
  recipientPrivateKey,
  recipientPublicKey,
} from "../../core/keys/recipientkeys.ts";
import type { RsaBits, RsaKeyPair, RsaPrivateKey, RsaPublicKey } from "../../core/keys/recipientkeys.ts";
import type { RandomSource } from "../../core/random.ts";
import { generateSigningKeys, signingPrivateKey, signingPublicKey } from "../../core/keys/signingkeys.ts";
import type { SigningKeyPair } from "../../core/keys/signingkeys.ts";
import { encodeUtf8 } from "../../core/encoding/text.ts";
import { successionText } from "../protocol/servicekeymessages.ts";

export interface KeyGeneration {
  /** 1, 2, 3 … */
  readonly generation: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Opens what is asked of the encrypted API. */
  readonly rsa: RsaKeyPair;
  /** DSA-2048 with SHA-256: signs what the vault seals. */
  readonly dsa: SigningKeyPair;
  /** AES-256: seals what the vault keeps. */
  readonly dataKey: KeyObject;
  /** Ed25519: signs receipts, and the generation that follows. */
  readonly identity: SigningKeyPair;
  /** What the identity of the generation before signed over this one's public keys; null for the first. */
  readonly succession: Uint8Array | null;
}

export interface NewGeneration {
  readonly now: number;
  readonly rsaBits: RsaBits;
  readonly random: RandomSource;
  /** The generation that vouches for the new one. */
  readonly previous: KeyGeneration | null;
}

/** Takes some seconds, most of them off the main thread. */
export async function makeGeneration({
  now,
  rsaBits,
  random,
  previous,
}: NewGeneration): Promise<KeyGeneration> {
  const [rsa, dsa, identity] = await Promise.all([
    generateRecipientKeys(rsaBits),
    generateSigningKeys("dsa"),
    generateSigningKeys("ed25519"),
  ]);
  const dataKeyBytes = random(CONTENT_KEY_BYTES);
  const dataKey = createSecretKey(dataKeyBytes);
  wipe(dataKeyBytes);
  const made = {
    generation: (previous?.generation ?? 0) + 1,
    createdAt: now,
    rsa,
    dsa,
    dataKey,
    identity,
  };
  return { ...made, succession: previous === null ? null : signSuccession(made, previous) };
}

function signSuccession(next: Omit<KeyGeneration, "succession">, previous: KeyGeneration): Uint8Array {
  const { algorithm, key } = previous.identity.privateKey;
  const text = successionText({
    generation: next.generation,
    created_at: new Date(next.createdAt).toISOString(),
    signed_by: previous.identity.publicKey.fingerprint,
    ...fingerprintsOf(next),
  });
  return algorithm.sign(encodeUtf8(text), key);
}

/** SHA-256 of each public key's SPKI, in hexadecimal. */
export interface KeyFingerprints {
  readonly rsa: string;
  readonly dsa: string;
  readonly identity: string;
}

export function fingerprintsOf({
  rsa,
  dsa,
  identity,
}: Pick<KeyGeneration, "rsa" | "dsa" | "identity">): KeyFingerprints {
  return {
    rsa: rsa.publicKey.fingerprint,
    dsa: dsa.publicKey.fingerprint,
    identity: identity.publicKey.fingerprint,
  };
}

/**
 * The secret bytes of a generation: RSA, DSA and Ed25519 as PKCS #8, the data key, the succession (empty for none),
 * each after its length in four bytes. The caller wipes them.
 */
export function encodeGeneration({ rsa, dsa, identity, dataKey, succession }: KeyGeneration): Uint8Array {
  const secrets = [
    pkcs8(rsa.privateKey.key),
    pkcs8(dsa.privateKey.key),
    pkcs8(identity.privateKey.key),
    dataKey.export(),
  ];
  const parts = [...secrets, succession ?? new Uint8Array(0)];
  const whole = concat(...parts.flatMap((part) => [lengthOf(part), part]));
  wipe(...secrets);
  return whole;
}

/** Reads and wipes `secret`, which was authenticated: anything amiss is a fault of ours. */
export function parseGeneration(generation: number, createdAt: number, secret: Uint8Array): KeyGeneration {
  try {
    const [rsa, dsa, identity, dataKey, succession, ...more] = partsOf(secret);
    if (!rsa || !dsa || !identity || !dataKey || !succession || more.length > 0) {
      throw bug("sealed service keys are not of five parts");
    }
    return {
      generation,
      createdAt,
      rsa: recipientPair(rsa),
      dsa: signingPair(dsa),
      identity: signingPair(identity),
      dataKey: createSecretKey(dataKey),
      succession: succession.length === 0 ? null : Uint8Array.from(succession),
    };
  } finally {
    wipe(secret);
  }
}

const pkcs8 = (key: KeyObject): Uint8Array => key.export({ type: "pkcs8", format: "der" });

function lengthOf(part: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return length;
}

function partsOf(whole: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  const view = new DataView(whole.buffer, whole.byteOffset, whole.length);
  for (let at = 0; at < whole.length;) {
    const end = at + 4 + view.getUint32(at);
    parts.push(whole.subarray(at + 4, end));
    at = end;
  }
  return parts;
}

function halves(der: Uint8Array): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  const key = Buffer.from(der.buffer, der.byteOffset, der.length);
  const privateKey = createPrivateKey({ key, format: "der", type: "pkcs8" });
  return { publicKey: createPublicKey(privateKey), privateKey };
}

const OWN_KEY = "the service's own key";

function recipientPair(der: Uint8Array): RsaKeyPair {
  const { publicKey, privateKey } = halves(der);
  return {
    publicKey: recipientPublicKey(publicKey, OWN_KEY) as RsaPublicKey,
    privateKey: recipientPrivateKey(privateKey, OWN_KEY) as RsaPrivateKey,
  };
}

function signingPair(der: Uint8Array): SigningKeyPair {
  const { publicKey, privateKey } = halves(der);
  return {
    publicKey: signingPublicKey(publicKey, OWN_KEY),
    privateKey: signingPrivateKey(privateKey, OWN_KEY),
  };
}
