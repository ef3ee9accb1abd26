/**
 * The limit for sealing and opening: the primitives alone, called from node:crypto and node:zlib on the sizes of a
 * real envelope. No checks, no encoding of any kind, no wiping: less than any sealer could do.
 */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
} from "node:crypto";
import type { JsonWebKey, KeyObject } from "node:crypto";
import {
  brotliCompressSync,
  brotliDecompressSync,
  constants as zlibConstants,
  deflateRawSync,
  deflateSync,
  inflateRawSync,
  inflateSync,
} from "node:zlib";
import { nodeKeys } from "./nodekeys.ts";
import type { NodeKeyPair } from "./nodekeys.ts";
import type { NamedSigner } from "./keys.ts";
import type { RecipientKeyPair } from "../../src/core/keys/recipientkind.ts";

const TAG_BYTES = 16;
/** A KDF context (RFC 9053 §5.2) of the compact envelope has 21 bytes; its content is of no account here. */
const kdfInfo = Buffer.alloc(21);
const commitmentInfo = Buffer.alloc(31);
const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" } as const;
const pss = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
} as const;

export type CompressionName = "none" | "zlib" | "DEFLATE" | "brotli";

/**
 * What a sealer must do to a document. The rule "the smallest of none, zlib and brotli" costs both compressions, and
 * so does `zlib and brotli`.
 */
const compressAll: Readonly<Record<"zlib" | "DEFLATE" | "zlib and brotli", (document: Uint8Array) => void>> =
  {
    zlib: (document) => {
      deflateSync(document, { level: 9 });
    },
    DEFLATE: (document) => {
      deflateRawSync(document, { level: 9 });
    },
    "zlib and brotli": (document) => {
      deflateSync(document, { level: 9 });
      brotliCompressSync(document, {
        params: {
          [zlibConstants.BROTLI_PARAM_QUALITY]: 11,
          [zlibConstants.BROTLI_PARAM_MODE]: zlibConstants.BROTLI_MODE_TEXT,
          [zlibConstants.BROTLI_PARAM_SIZE_HINT]: document.length,
        },
      });
    },
  };
export type CompressionWork = keyof typeof compressAll;

const decompress: Readonly<Record<CompressionName, (stream: Uint8Array) => Uint8Array>> = {
  none: (stream) => stream,
  zlib: (stream) => inflateSync(stream),
  DEFLATE: (stream) => inflateRawSync(stream),
  brotli: (stream) => brotliDecompressSync(stream),
};

/** The sizes of an envelope, and the parts of it that only mean something as they are. */
export interface BareJob {
  readonly document: Uint8Array;
  readonly compression: CompressionWork;
  readonly chosen: CompressionName;
  /** The document as the chosen compression has it. */
  readonly compressed: Uint8Array;
  /** What is encrypted, and what the tag covers besides it, in bytes. */
  readonly plaintextBytes: number;
  readonly aadBytes: number;
  readonly recipients: readonly RecipientKeyPair[];
  readonly signer: NamedSigner | null;
  /** What is signed, in bytes. */
  readonly signedBytes: number;
  /** Random bytes besides content key and nonce: the document id. */
  readonly otherRandomBytes: number;
}

export interface BareWork {
  readonly compress: () => void;
  readonly seal: () => void;
  /** At the desk of the first recipient. */
  readonly open: () => void;
}

export function bareWork(job: BareJob): BareWork {
  const plaintext = randomBytes(job.plaintextBytes);
  const aad = randomBytes(job.aadBytes);
  const message = randomBytes(job.signedBytes);
  const isAlone = job.recipients.length === 1;
  const recipients = job.recipients.map(nodeKeys);
  const signer = job.signer === null ? null : nodeKeys(job.signer.keys);

  const compress = (): void => {
    compressAll[job.compression](job.document);
  };
  const seal = (): SealedBare => {
    compress();
    if (job.otherRandomBytes > 0) randomBytes(job.otherRandomBytes);
    const signature = signer === null ? null : signBare(signer, message);
    const { contentKey, carried } = addressBare(recipients);
    if (!isAlone) hkdfSync("sha256", contentKey, "", commitmentInfo, 32);
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", contentKey, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(aad);
    const ciphertext = cipher.update(plaintext);
    cipher.final();
    return { signature, carried, nonce, ciphertext, tag: cipher.getAuthTag() };
  };

  const sealed = seal();
  const [recipient] = recipients;
  const [first] = sealed.carried;
  if (recipient === undefined || first === undefined) throw new Error("a document for nobody");
  const open = (): void => {
    const contentKey = fetchBare(first, recipient, isAlone);
    if (!isAlone) hkdfSync("sha256", contentKey, "", commitmentInfo, 32);
    const decipher = createDecipheriv("aes-256-gcm", contentKey, sealed.nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(aad);
    decipher.setAuthTag(sealed.tag);
    decipher.update(sealed.ciphertext);
    decipher.final();
    if (signer !== null && sealed.signature !== null) verifyBare(signer, message, sealed.signature);
    decompress[job.chosen](job.compressed);
  };
  return { compress, seal: () => void seal(), open };
}

interface SealedBare {
  readonly signature: Buffer | null;
  readonly carried: readonly Carried[];
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

/** The content key on its way to one recipient. */
interface Carried {
  /** Under RSA-OAEP or AES key wrap; null where the agreed key is the content key. */
  readonly wrapped: Buffer | null;
  /** The public half of the one-time key, in the form that Node takes and gives fastest; null for RSA. */
  readonly ephemeral: JsonWebKey | null;
}

function addressBare(recipients: readonly NodeKeyPair[]): { contentKey: Buffer; carried: Carried[] } {
  const [only] = recipients;
  if (recipients.length === 1 && only?.publicKey.asymmetricKeyType === "x25519") {
    const { derived, ephemeral } = agreeBare(only.publicKey);
    return { contentKey: derived, carried: [{ wrapped: null, ephemeral }] };
  }
  const contentKey = randomBytes(32);
  const carried = recipients.map(({ publicKey: key }): Carried => {
    if (key.asymmetricKeyType === "rsa")
      return { wrapped: publicEncrypt({ key, ...oaep }, contentKey), ephemeral: null };
    const { derived, ephemeral } = agreeBare(key);
    const cipher = createCipheriv("id-aes256-wrap", derived, Buffer.alloc(8, 0xa6));
    return { wrapped: Buffer.concat([cipher.update(contentKey), cipher.final()]), ephemeral };
  });
  return { contentKey, carried };
}

function agreeBare(publicKey: KeyObject): { derived: Buffer; ephemeral: JsonWebKey } {
  const pair = generateKeyPairSync("x25519");
  const shared = diffieHellman({ privateKey: pair.privateKey, publicKey });
  return {
    derived: Buffer.from(hkdfSync("sha256", shared, "", kdfInfo, 32)),
    ephemeral: pair.publicKey.export({ format: "jwk" }),
  };
}

function fetchBare(
  { wrapped, ephemeral }: Carried,
  { privateKey: key }: NodeKeyPair,
  isAlone: boolean,
): Buffer {
  if (ephemeral === null) return privateDecrypt({ key, ...oaep }, wrapped ?? Buffer.alloc(0));
  const publicKey = createPublicKey({ key: ephemeral, format: "jwk" });
  const shared = diffieHellman({ privateKey: key, publicKey });
  const derived = Buffer.from(hkdfSync("sha256", shared, "", kdfInfo, 32));
  if (isAlone || wrapped === null) return derived;
  const decipher = createDecipheriv("id-aes256-wrap", derived, Buffer.alloc(8, 0xa6));
  return Buffer.concat([decipher.update(wrapped), decipher.final()]);
}

function signBare({ privateKey: key }: NodeKeyPair, message: Buffer): Buffer {
  const { hash, options } = signatureOptions(key);
  return sign(hash, message, { key, ...options });
}

function verifyBare({ publicKey: key }: NodeKeyPair, message: Buffer, signature: Buffer): void {
  const { hash, options } = signatureOptions(key);
  if (!verify(hash, message, { key, ...options }, signature)) {
    throw new Error("the bare signature does not hold, so its time would mean nothing");
  }
}

function signatureOptions({ asymmetricKeyType: type }: KeyObject): {
  hash: string | null;
  options: object;
} {
  if (type === "ed25519") return { hash: null, options: {} };
  return { hash: "sha256", options: type === "rsa" ? pss : { dsaEncoding: "ieee-p1363" } };
}
