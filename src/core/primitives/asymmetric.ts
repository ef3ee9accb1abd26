/**
 * The one door to Node's asymmetric keys: reading, making, using and writing them. A half of a key, once through it, says
 * what it is and no more; the key itself stays in here, so that nothing else of the core depends on where keys are held.
 *
 * Whether a key is fit for anything is not decided here: keys/kinds does.
 */
import {
  constants,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPair,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  sign,
  verify,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { decodeBase64url, encodeBase64url } from "../encoding/text.ts";
import { bug } from "../refusals.ts";

export interface PublicHalf {
  /** As OpenSSL calls it: "rsa", "x25519", "ec" …; null for one that Node has no word for. */
  readonly algorithm: string | null;
  /** Length in bits of an RSA or DSA modulus; null for the others, as are those that follow. */
  readonly modulusBits: number | null;
  readonly publicExponent: bigint | null;
  /** Length in bits of DSA's q. */
  readonly divisorBits: number | null;
  /** "prime256v1" … */
  readonly curve: string | null;
  /** SubjectPublicKeyInfo in DER (RFC 5280 §4.1). */
  readonly spki: Uint8Array;
}

export interface PrivateHalf {
  readonly publicHalf: PublicHalf;
  /** PrivateKeyInfo in DER (RFC 5958 §2). The caller wipes it. */
  readonly toPkcs8: () => Uint8Array;
}

const held = new WeakMap<PublicHalf | PrivateHalf, KeyObject>();

function keyOf(half: PublicHalf | PrivateHalf): KeyObject {
  const key = held.get(half);
  if (key === undefined) throw bug("a key that was not read here");
  return key;
}

function publicHalfOf(key: KeyObject): PublicHalf {
  const { modulusLength, publicExponent, divisorLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  const half = {
    algorithm: key.asymmetricKeyType ?? null,
    modulusBits: modulusLength ?? null,
    publicExponent: publicExponent ?? null,
    divisorBits: divisorLength ?? null,
    curve: namedCurve ?? null,
    spki: Uint8Array.from(key.export({ type: "spki", format: "der" })),
  };
  held.set(half, key);
  return half;
}

function privateHalfOf(key: KeyObject): PrivateHalf {
  const half = {
    publicHalf: publicHalfOf(createPublicKey(key)),
    toPkcs8: () => key.export({ type: "pkcs8", format: "der" }),
  };
  held.set(half, key);
  return half;
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** What is done at once, as the promise that it is elsewhere: a worker, a card, WebCrypto. */
const promised = async <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work());
  });

/** Node takes bytes of a key or passphrase as its own kind of byte string. */
const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

// --- reading ------------------------------------------------------------------------------------------

/** A public key in PEM, as SubjectPublicKeyInfo or PKCS #1; null where OpenSSL reads none in it. */
export const readPublicPem = (pem: string): PublicHalf | null =>
  orNull(() => publicHalfOf(createPublicKey(pem)));

/** The same from a SubjectPublicKeyInfo in DER. Other spellings of one key are read too: compare `spki`. */
export const readSpki = (spki: Uint8Array): PublicHalf | null =>
  orNull(() => publicHalfOf(createPublicKey({ key: asBuffer(spki), format: "der", type: "spki" })));

/** A private key in PEM, as PKCS #8 or PKCS #1, under the passphrase where it needs one; null where that opens none. */
export const readPrivatePem = (pem: string, passphrase: Uint8Array | null): PrivateHalf | null =>
  orNull(() =>
    privateHalfOf(
      createPrivateKey({ key: pem, ...(passphrase === null ? {} : { passphrase: asBuffer(passphrase) }) }),
    ),
  );

/** The same from a PrivateKeyInfo in DER (RFC 5958 §2). */
export const readPkcs8 = (pkcs8: Uint8Array): PrivateHalf | null =>
  orNull(() => privateHalfOf(createPrivateKey({ key: asBuffer(pkcs8), format: "der", type: "pkcs8" })));

// --- making ---------------------------------------------------------------------------------------------

export type KeyPlan =
  | { readonly algorithm: "rsa"; readonly modulusBits: number; readonly publicExponent: number }
  | { readonly algorithm: "dsa"; readonly modulusBits: number; readonly divisorBits: number }
  | { readonly algorithm: "ec"; readonly curve: string }
  | { readonly algorithm: "ed25519" | "x25519" };

/** A fresh key, made off the main thread: RSA takes 0.1 to 2 seconds, DSA some tenths of one. */
export async function generateHalves(plan: KeyPlan): Promise<PrivateHalf> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, _: KeyObject, privateKey: KeyObject): void => {
      if (error === null) resolve(privateHalfOf(privateKey));
      else reject(bug(`making a key of type ${plan.algorithm} failed`));
    };
    if (plan.algorithm === "rsa") {
      const { modulusBits: modulusLength, publicExponent } = plan;
      generateKeyPair("rsa", { modulusLength, publicExponent }, done);
    } else if (plan.algorithm === "dsa") {
      const { modulusBits: modulusLength, divisorBits: divisorLength } = plan;
      generateKeyPair("dsa", { modulusLength, divisorLength }, done);
    } else if (plan.algorithm === "ec") generateKeyPair("ec", { namedCurve: plan.curve }, done);
    else if (plan.algorithm === "ed25519") generateKeyPair("ed25519", undefined, done);
    else generateKeyPair("x25519", undefined, done);
  });
}

// --- RSAES-OAEP (RFC 8017 §7.1) with SHA-256 as hash and in MGF1, empty label ------------------------------

// Node uses oaepHash for MGF1 as well; test/vectors/oaep.test.ts holds that against Wycheproof.
const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" } as const;

/** As long as the modulus. */
export const encryptOaep = async (half: PublicHalf, message: Uint8Array): Promise<Uint8Array> =>
  promised(() => Uint8Array.from(publicEncrypt({ key: keyOf(half), ...oaep }, message)));

/** The message, of whatever length, or null. A wrong key and an altered ciphertext are the same thing here. */
export const decryptOaep = async (half: PrivateHalf, ciphertext: Uint8Array): Promise<Uint8Array | null> =>
  promised(() => orNull(() => privateDecrypt({ key: keyOf(half), ...oaep }, ciphertext)));

// --- X25519 (RFC 7748 §6.1) -----------------------------------------------------------------------------

/** One-time keys go in and out of Node as JSON Web Keys (RFC 8037 §2): reading one in DER takes ten times as long. */
const x25519Jwk = { kty: "OKP", crv: "X25519" } as const;

export interface OneTimeAgreement {
  readonly shared: Uint8Array;
  /** The public half of the fresh key. */
  readonly ephemeralKey: Uint8Array;
}

/** The secret shared with a fresh key, and that key's public half, 32 bytes each. */
export const agreeOnce = async (half: PublicHalf): Promise<OneTimeAgreement> =>
  promised(() => {
    // Not as a recipient's keys: to prove and name what lives for one document takes longer than all the rest here.
    const { publicKey, privateKey } = generateKeyPairSync("x25519");
    const ephemeralKey = decodeBase64url(publicKey.export({ format: "jwk" }).x ?? "");
    if (ephemeralKey === null) throw bug("a fresh X25519 key without its bytes");
    return { shared: diffieHellman({ privateKey, publicKey: keyOf(half) }), ephemeralKey };
  });

/** The same secret at the other side, from the bytes of a public key; null where OpenSSL makes none of them. */
export const agreeAgain = async (half: PrivateHalf, publicKey: Uint8Array): Promise<Uint8Array | null> =>
  promised(() =>
    orNull(() => {
      const jwk = { ...x25519Jwk, x: encodeBase64url(publicKey) };
      return diffieHellman({
        privateKey: keyOf(half),
        publicKey: createPublicKey({ key: jwk, format: "jwk" }),
      });
    }),
  );

// --- signatures -----------------------------------------------------------------------------------------

/** r and s side by side at full length, not DER (IEEE P1363; RFC 9053 §2.1). */
const p1363 = { dsaEncoding: "ieee-p1363" } as const;
/** MGF1 with the same hash, a salt of its length (RFC 8230 §2). */
const pss = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
} as const;

/** How a signature is made of a message, each with one encoding of one length. */
const schemes = {
  eddsa: { hash: null, options: {}, isQuick: true },
  ecdsa: { hash: "sha256", options: p1363, isQuick: true },
  dsa: { hash: "sha256", options: p1363, isQuick: false },
  pss: { hash: "sha256", options: pss, isQuick: false },
} as const;
export type SignatureScheme = keyof typeof schemes;

// What takes a third of a millisecond or more goes to the thread pool, where it holds nobody up. Signing on a curve takes
// less time than the way there and back.

export async function signWith(
  half: PrivateHalf,
  scheme: SignatureScheme,
  message: Uint8Array,
): Promise<Uint8Array> {
  const { hash, options, isQuick } = schemes[scheme];
  const key = { key: keyOf(half), ...options };
  if (isQuick) return promised(() => Uint8Array.from(sign(hash, message, key)));
  return new Promise((resolve, reject) => {
    sign(hash, message, key, (error, signature) => {
      if (error === null) resolve(Uint8Array.from(signature));
      else reject(bug(`signing with ${scheme} failed`));
    });
  });
}

/** False for whatever is wrong with a signature. */
export async function verifyWith(
  half: PublicHalf,
  scheme: SignatureScheme,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const { hash, options, isQuick } = schemes[scheme];
  const key = { key: keyOf(half), ...options };
  if (isQuick) return promised(() => orNull(() => verify(hash, message, key, signature)) ?? false);
  return new Promise((resolve) => {
    verify(hash, message, key, signature, (error, holds) => {
      resolve(error === null && holds);
    });
  });
}
