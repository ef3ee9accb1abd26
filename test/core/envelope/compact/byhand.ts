/**
 * Content keys addressed and statements signed as docs/FORMAT.md, 7.3 and 7.4, says, by Node alone: without our own
 * kinds of keys, and at once, so that hundreds of envelopes with one defect each can be written down as a list.
 */
import {
  constants,
  createCipheriv,
  createHash,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  publicEncrypt,
  sign,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { encodeCbor } from "../../../../src/core/encoding/cbor.ts";
import { kdfContext } from "../../../../src/core/encoding/cose.ts";
import { systemRandom } from "../../../../src/core/random.ts";
import { privateKeyObject, publicKeyObject } from "../../support/nodekeys.ts";
import { signer } from "./keys.ts";
import type { SignerName } from "./keys.ts";

/** A recipient's public key, as far as it goes into an envelope. */
export interface KeyByHand {
  readonly spki: Uint8Array;
  readonly fingerprint: string;
}

/** A key whose private half nobody keeps. */
export function strangerByHand(type: "x25519" | "rsa" = "x25519"): KeyByHand {
  const { publicKey } =
    type === "rsa" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("x25519");
  const spki = Uint8Array.from(publicKey.export({ type: "spki", format: "der" }));
  return { spki, fingerprint: createHash("sha256").update(spki).digest("hex") };
}

const ALGORITHM = 1;
const KEY_ID = 4;
const EPHEMERAL_KEY = -1;
const nothing = new Uint8Array(0);

export function addressByHand(
  keys: readonly KeyByHand[],
  contentKey: Uint8Array = Uint8Array.from(systemRandom(32)),
): { contentKey: Uint8Array; structures: readonly unknown[] } {
  const [only] = keys;
  const isAlone = keys.length === 1;
  if (isAlone && only !== undefined && typeOf(only) === "x25519") {
    const { shared, ephemeralKey } = agreeByHand(only);
    return {
      contentKey: derive(shared, 3, -25),
      structures: [[header(-25), agreement(only, ephemeralKey, 8), nothing]],
    };
  }
  const structures = keys.map((key) => {
    const idBytes = isAlone ? 8 : 32;
    if (typeOf(key) === "rsa") {
      return [
        nothing,
        new Map<number, unknown>([[ALGORITHM, -41], idOf(key, idBytes)]),
        oaep(key, contentKey),
      ];
    }
    const { shared, ephemeralKey } = agreeByHand(key);
    return [header(-31), agreement(key, ephemeralKey, idBytes), wrap(derive(shared, -5, -31), contentKey)];
  });
  return { contentKey, structures };
}

const typeOf = (key: KeyByHand): string | undefined => publicKeyObject(key).asymmetricKeyType;
const header = (algorithm: number): Uint8Array => encodeCbor(new Map([[ALGORITHM, algorithm]]));
const idOf = ({ fingerprint }: KeyByHand, bytes: number): [number, Uint8Array] => [
  KEY_ID,
  Uint8Array.from(Buffer.from(fingerprint, "hex").subarray(0, bytes)),
];

/** RSAES-OAEP with SHA-256, empty label. */
export const oaep = (key: KeyByHand, message: Uint8Array): Uint8Array =>
  Uint8Array.from(
    publicEncrypt(
      { key: publicKeyObject(key), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
      message,
    ),
  );

/** The secret shared with a fresh key, and that key. */
export function agreeByHand(key: KeyByHand): { shared: Uint8Array; ephemeralKey: Uint8Array } {
  const fresh = generateKeyPairSync("x25519");
  return {
    shared: diffieHellman({ privateKey: fresh.privateKey, publicKey: publicKeyObject(key) }),
    ephemeralKey: Uint8Array.from(fresh.publicKey.export({ type: "spki", format: "der" }).subarray(-32)),
  };
}

function agreement(key: KeyByHand, x: Uint8Array, idBytes: number): Map<number, unknown> {
  const coseKey = new Map<number, unknown>([
    [1, 1],
    [-1, 4],
    [-2, x],
  ]);
  return new Map<number, unknown>([[EPHEMERAL_KEY, coseKey], idOf(key, idBytes)]);
}

function derive(shared: Uint8Array, purpose: number, algorithm: number): Uint8Array {
  const context = kdfContext(purpose, 256, header(algorithm));
  return new Uint8Array(hkdfSync("sha256", shared, nothing, context, 32));
}

/** RFC 3394. */
function wrap(wrappingKey: Uint8Array, contentKey: Uint8Array): Uint8Array {
  const cipher = createCipheriv("id-aes256-wrap", wrappingKey, Buffer.alloc(8, 0xa6));
  return Uint8Array.from(Buffer.concat([cipher.update(contentKey), cipher.final()]));
}

export const signingKeyObject = (name: SignerName): KeyObject => privateKeyObject(signer(name).privateKey);

/** With the algorithm that the signer's key is bound to. */
export function signByHand(name: SignerName, message: Uint8Array): Uint8Array {
  const key = signingKeyObject(name);
  const isRsa = key.asymmetricKeyType === "rsa";
  const options = isRsa
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : { dsaEncoding: "ieee-p1363" as const };
  const hash = key.asymmetricKeyType === "ed25519" ? null : "sha256";
  return Uint8Array.from(sign(hash, message, { key, ...options }));
}
