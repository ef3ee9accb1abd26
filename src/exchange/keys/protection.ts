/**
 * How the service's keys lie in the store: sealed with AES-256-GCM under a key that is either the 32 bytes of a key
 * file or derived from a passphrase with scrypt (RFC 7914). The layout, in bytes:
 *
 *     version (1) ‖ kind (1: key file, 2: passphrase) ‖ [salt (16) ‖ log2 N (1) ‖ r (1) ‖ p (1)] ‖ nonce (12) ‖ ciphertext ‖ tag (16)
 *
 * What stands in brackets is there for a passphrase only. Everything before the nonce is authenticated, and with it
 * the number of the generation and the time it was made, so that no row passes for another.
 */
import { scrypt } from "node:crypto";
import {
  CONTENT_KEY_BYTES,
  decryptContent,
  encryptContent,
  NONCE_BYTES,
  TAG_BYTES,
} from "../../core/primitives/aead.ts";
import { concat } from "../../core/encoding/bytes.ts";
import type { Term } from "../../core/refusal.ts";
import { bug } from "../../core/refusals.ts";
import { failure, term } from "./refusals.ts";
import { limits } from "../../core/limits.ts";
import type { RandomSource } from "../../core/random.ts";
import { encodeUtf8 } from "../../core/encoding/text.ts";
import type { StoredServiceKeys } from "../store/contract/servicekeystore.ts";

/** What the service's keys are sealed under; the bytes stay the caller's, who wipes them. */
export type KeyProtection =
  | { readonly kind: "key-file"; readonly bytes: Uint8Array }
  | { readonly kind: "passphrase"; readonly passphrase: Uint8Array };

/** Seals and opens under one protection. It keeps derived keys and no passphrase. */
export interface KeyLock {
  readonly seal: (generation: number, createdAt: number, plaintext: Uint8Array) => StoredServiceKeys;
  /** Throws servicekeys/not-opened or servicekeys/malformed. */
  readonly open: (stored: StoredServiceKeys) => Uint8Array;
}

export const KEY_FILE_BYTES = 32;

const VERSION = 1;
const kinds = { "key-file": 1, passphrase: 2 } as const;
const SALT_BYTES = 16;
const label = encodeUtf8("qrseal-exchange-service-keys");

/** What OWASP asks of scrypt within 32 MiB, which is what limits.ts allows: N = 2^15, r = 8, p = 3. */
const cost = { log2N: 15, blockSize: 8, parallelisation: 3 } as const;
/** Different headers that one store can honestly hold: a rotation may cross a change of protection. */
const HEADERS = 2;

/**
 * Derives what opens `rows`, and what seals: the same as for the newest of them, or with a fresh salt where there are
 * none. Takes some tenths of a second for a passphrase. Rejects with servicekeys/bad-key-file, or with
 * servicekeys/malformed where a row is of an unknown form or asks for too much work.
 */
export async function keyLock(
  protection: KeyProtection,
  rows: readonly StoredServiceKeys[],
  random: RandomSource,
): Promise<KeyLock> {
  checkProtection(protection);
  const own = kinds[protection.kind];
  const keys = new Map<string, Uint8Array>();
  let sealing = freshHeader(protection, random);
  if (rows.length === 0) keys.set(nameOf(sealing), await derive(protection, sealing));
  for (const row of rows) {
    const { header } = parseSealed(row);
    if (header[1] !== own) continue;
    if (!keys.has(nameOf(header)) && keys.size < HEADERS)
      keys.set(nameOf(header), await derive(protection, header));
    sealing = header;
  }

  const secret: Term = protection.kind === "passphrase" ? term("passphrase") : term("key-file");
  return {
    seal: (generation, createdAt, plaintext) => {
      const key = keys.get(nameOf(sealing));
      if (key === undefined) throw bug("service keys sealed under a protection that opens none of them");
      const nonce = random(NONCE_BYTES);
      const aad = boundTo(sealing, generation, createdAt);
      return {
        generation,
        createdAt,
        sealed: concat(sealing, nonce, encryptContent(key, nonce, plaintext, aad)),
      };
    },
    open: (stored) => {
      const { header, nonce, content } = parseSealed(stored);
      const key = keys.get(nameOf(header));
      const aad = boundTo(header, stored.generation, stored.createdAt);
      const plaintext = key === undefined ? null : decryptContent(key, nonce, content, aad);
      if (plaintext === null)
        throw failure("servicekeys/not-opened", { generation: stored.generation, secret });
      return plaintext;
    },
  };
}

function checkProtection(protection: KeyProtection): void {
  if (protection.kind === "key-file" && protection.bytes.length !== KEY_FILE_BYTES) {
    const expectedBytes = KEY_FILE_BYTES;
    throw failure("servicekeys/bad-key-file", { bytes: protection.bytes.length, expectedBytes });
  }
  // Whoever asked for the passphrase has refused these.
  if (protection.kind === "passphrase") {
    const { length } = protection.passphrase;
    if (length === 0 || length > limits.passphraseBytes) throw bug(`passphrase of ${length} bytes`);
  }
}

const nameOf = (header: Uint8Array): string => Buffer.from(header).toString("hex");

function freshHeader({ kind }: KeyProtection, random: RandomSource): Uint8Array {
  const start = Uint8Array.of(VERSION, kinds[kind]);
  if (kind === "key-file") return start;
  return concat(start, random(SALT_BYTES), Uint8Array.of(cost.log2N, cost.blockSize, cost.parallelisation));
}

function parseSealed({ generation, sealed }: StoredServiceKeys): {
  readonly header: Uint8Array;
  readonly nonce: Uint8Array;
  readonly content: Uint8Array;
} {
  const [version, kind] = sealed;
  const headerBytes = kind === kinds.passphrase ? 2 + SALT_BYTES + 3 : 2;
  const isKnown = version === VERSION && (kind === kinds.passphrase || kind === kinds["key-file"]);
  if (!isKnown || sealed.length < headerBytes + NONCE_BYTES + TAG_BYTES) {
    throw failure("servicekeys/malformed", { generation, problem: term("unknown-format") });
  }
  const header = sealed.subarray(0, headerBytes);
  if (kind === kinds.passphrase && !isBearable(header)) {
    const problem = term("too-costly");
    throw failure("servicekeys/malformed", { generation, problem });
  }
  return {
    header,
    nonce: sealed.subarray(headerBytes, headerBytes + NONCE_BYTES),
    content: sealed.subarray(headerBytes + NONCE_BYTES),
  };
}

interface ScryptParameters {
  readonly log2N: number;
  readonly blockSize: number;
  readonly parallelisation: number;
}

function scryptParameters(header: Uint8Array): ScryptParameters {
  const [log2N = 0, blockSize = 0, parallelisation = 0] = header.subarray(-3);
  return { log2N, blockSize, parallelisation };
}

/** A hostile store may ask for gigabytes or minutes. */
function isBearable(header: Uint8Array): boolean {
  const { log2N, blockSize, parallelisation } = scryptParameters(header);
  return (
    log2N >= 1 &&
    blockSize >= 1 &&
    parallelisation >= 1 &&
    128 * 2 ** log2N * blockSize <= limits.scryptMemoryBytes &&
    parallelisation <= limits.scryptParallelisation
  );
}

async function derive(protection: KeyProtection, header: Uint8Array): Promise<Uint8Array> {
  if (protection.kind === "key-file") return Uint8Array.from(protection.bytes);
  const salt = header.subarray(2, 2 + SALT_BYTES);
  const { log2N, blockSize, parallelisation } = scryptParameters(header);
  // Node counts the working memory into its bound.
  const maxmem = 2 * limits.scryptMemoryBytes;
  const options = { N: 2 ** log2N, r: blockSize, p: parallelisation, maxmem };
  return new Promise((resolve, reject) => {
    scrypt(protection.passphrase, salt, CONTENT_KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(bug("deriving a key from the passphrase failed"));
    });
  });
}

function boundTo(header: Uint8Array, generation: number, createdAt: number): Uint8Array {
  const numbers = Buffer.alloc(16);
  numbers.writeBigInt64BE(BigInt(generation), 0);
  numbers.writeBigInt64BE(BigInt(createdAt), 8);
  return concat(label, header, numbers);
}
