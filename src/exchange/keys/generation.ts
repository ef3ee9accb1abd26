/** One generation of the service's own keys: made, and to and from the bytes that are sealed. */
import { createSecretKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { CONTENT_KEY_BYTES } from "../../core/primitives/aead.ts";
import { concat, wipe } from "../../core/encoding/bytes.ts";
import { bug } from "../../core/refusals.ts";
import { dsa2048 } from "../../core/keys/kinds/dsa2048.ts";
import { ed25519 } from "../../core/keys/kinds/ed25519.ts";
import { rsaOaep } from "../../core/keys/kinds/rsaoaep.ts";
import type { RsaBits } from "../../core/keys/kinds/rsaoaep.ts";
import type { StandardForm } from "../../core/keys/keyform.ts";
import type { RecipientKeyPair } from "../../core/keys/recipientkind.ts";
import type { SigningKeyPair } from "../../core/keys/signerkind.ts";
import { readPkcs8 } from "../../core/primitives/asymmetric.ts";
import type { RandomSource } from "../../core/random.ts";
import { encodeUtf8 } from "../../core/encoding/text.ts";
import { successionText } from "../protocol/servicekeymessages.ts";

export interface KeyGeneration {
  /** 1, 2, 3 … */
  readonly generation: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Opens what is asked of the encrypted API. */
  readonly rsa: RecipientKeyPair;
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
    rsaOaep.generate(rsaBits),
    dsa2048.generate(),
    ed25519.generate(),
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
  return { ...made, succession: previous === null ? null : await signSuccession(made, previous) };
}

async function signSuccession(
  next: Omit<KeyGeneration, "succession">,
  previous: KeyGeneration,
): Promise<Uint8Array> {
  const text = successionText({
    generation: next.generation,
    created_at: new Date(next.createdAt).toISOString(),
    signed_by: previous.identity.publicKey.fingerprint,
    ...fingerprintsOf(next),
  });
  return previous.identity.privateKey.sign(encodeUtf8(text));
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
    pkcs8(rsa.privateKey),
    pkcs8(dsa.privateKey),
    pkcs8(identity.privateKey),
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
      rsa: pairIn(rsa, rsaOaep.files),
      dsa: pairIn(dsa, dsa2048.files),
      identity: pairIn(identity, ed25519.files),
      dataKey: createSecretKey(dataKey),
      succession: succession.length === 0 ? null : Uint8Array.from(succession),
    };
  } finally {
    wipe(secret);
  }
}

/** Of a key that was made here. The caller wipes it. */
export function pkcs8({ toPkcs8 }: { readonly toPkcs8?: () => Uint8Array }): Uint8Array {
  if (toPkcs8 === undefined) throw bug("a key of the service's own that cannot leave what holds it");
  return toPkcs8();
}

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

const OWN_KEY = "the service's own key";

function pairIn<Public, Private>(
  der: Uint8Array,
  files: StandardForm<Public, Private>,
): { readonly publicKey: Public; readonly privateKey: Private } {
  const half = readPkcs8(der);
  const publicKey = half === null ? null : files.readPublic(half.publicHalf, OWN_KEY);
  const privateKey = half === null ? null : files.readPrivate(half, OWN_KEY);
  if (publicKey === null || privateKey === null) throw bug("a key of the service's own that is none");
  return { publicKey, privateKey };
}
