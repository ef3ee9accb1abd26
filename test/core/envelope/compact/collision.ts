/**
 * One ciphertext and tag of AES-256-GCM that open under two keys, each to claims that are well-formed: what the key
 * commitment is there for (Dodis, Grubbs, Ristenpart, Woodage, Fast Message Franking, 2018, §3).
 *
 * The two plaintexts are laid so that wherever one has structure the other has bytes that may be anything, but for
 * the first three: for those a nonce is searched. One more free block makes the two tags equal.
 */
import { createCipheriv } from "node:crypto";
import { concat } from "../../../../src/core/encoding/bytes.ts";
import { systemRandom } from "../../../../src/core/random.ts";
import { encodeUtf8 } from "../../../../src/core/encoding/text.ts";
import { fromHex } from "./parts.ts";

const BLOCK = 16;
const LENGTH = 8 * BLOCK;
/** This whole block lies in the content of both. */
const FREE_BLOCK = 6;
const compressionAndContent = (contentBytes: number): string =>
  `3a00010001003a0001000258${contentBytes.toString(16)}`;

/** What a plaintext must hold, by offset. */
type Fixed = ReadonlyMap<number, number>;
function fixed(...runs: readonly (readonly [offset: number, content: Uint8Array])[]): Fixed {
  return new Map(
    runs.flatMap(([offset, content]) => Array.from(content, (byte, at) => [offset + at, byte] as const)),
  );
}

/** {6: 0 to 23, 7: 16 bytes, -65538: 0, -65539: the rest}; the time, at offset 2, is what the nonce makes it. */
const first = fixed(
  [0, fromHex("a406")],
  [3, fromHex("0750")],
  [21, fromHex(compressionAndContent(LENGTH - 34))],
);
/** {1: 14 characters, 6: 0, 7: 16 bytes, -65538: 0, -65539: the rest}; two of its characters are the nonce's. */
const second = fixed(
  [0, fromHex("a5016e")],
  [5, encodeUtf8("Un autre avis").subarray(0, 12)],
  [17, fromHex("06000750")],
  [37, fromHex(compressionAndContent(LENGTH - 50))],
);

export function collide(
  one: Uint8Array,
  other: Uint8Array,
  aad: Uint8Array,
): { readonly nonce: Uint8Array; readonly ciphertext: Uint8Array } {
  const nonce = findNonce(one, other);
  const [streamOne, streamOther] = [one, other].map((key) => keystream(key, nonce, 2, LENGTH / BLOCK));
  if (streamOne === undefined || streamOther === undefined) throw new Error("no key stream");
  const ciphertext = new Uint8Array(systemRandom(LENGTH));
  for (const [plaintext, stream] of [
    [first, streamOne],
    [second, streamOther],
  ] as const)
    for (const [at, byte] of plaintext) ciphertext[at] = byte ^ (stream[at] ?? 0);
  // The first three bytes come out right under both keys; of the time any of the first plaintext's will do.
  const tag = equaliseTags(one, other, nonce, aad, ciphertext);
  return { nonce, ciphertext: concat(ciphertext, tag) };
}

/** A nonce under which the first bytes of both plaintexts are one ciphertext, and two bytes of text are ASCII. */
function findNonce(one: Uint8Array, other: Uint8Array): Uint8Array {
  const count = 1 << 18;
  for (;;) {
    const counters = new Uint8Array(systemRandom(count * BLOCK));
    for (let block = 0; block < count; block += 1) counters.set([0, 0, 0, 2], block * BLOCK + 12);
    const [a, b] = [ecb(one, counters), ecb(other, counters)];
    for (let at = 0; at < counters.length; at += BLOCK) {
      const difference = (offset: number): number => (a[at + offset] ?? 0) ^ (b[at + offset] ?? 0);
      const isFound =
        difference(0) === (0xa4 ^ 0xa5) &&
        difference(1) === (0x06 ^ 0x01) &&
        (difference(2) ^ 0x6e) < 24 &&
        (difference(3) ^ 0x07) < 0x80 &&
        (difference(4) ^ 0x50) < 0x80;
      if (isFound) return counters.slice(at, at + 12);
    }
  }
}

/** Sets the free block so that both keys give one tag, and returns it (NIST SP 800-38D §6.4, §7.1). */
function equaliseTags(
  one: Uint8Array,
  other: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array {
  ciphertext.fill(0, FREE_BLOCK * BLOCK, (FREE_BLOCK + 1) * BLOCK);
  const tagWithout = (key: Uint8Array): bigint =>
    ghash(key, aad, ciphertext) ^ blockOf(keystream(key, nonce, 1, 1), 0);
  // The free block is multiplied by the hash key once for itself, for every block after it and for the lengths.
  const power = BigInt(LENGTH / BLOCK - FREE_BLOCK + 1);
  const weight = [one, other].map((key) => raise(hashKey(key), power)).reduce((sum, term) => sum ^ term);
  const free = multiply(tagWithout(one) ^ tagWithout(other), raise(weight, (1n << 128n) - 2n));
  ciphertext.set(bytesOf(free), FREE_BLOCK * BLOCK);
  return bytesOf(tagWithout(one));
}

function ecb(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  return createCipheriv("aes-256-ecb", key, null).setAutoPadding(false).update(blocks);
}

function keystream(key: Uint8Array, nonce: Uint8Array, counter: number, count: number): Uint8Array {
  const counters = Array.from({ length: count }, (_, at) =>
    concat(nonce, Uint8Array.of(0, 0, 0, counter + at)),
  );
  return ecb(key, concat(...counters));
}

const hashKey = (key: Uint8Array): bigint => blockOf(ecb(key, new Uint8Array(BLOCK)), 0);

function ghash(key: Uint8Array, aad: Uint8Array, ciphertext: Uint8Array): bigint {
  const padded = (content: Uint8Array): Uint8Array =>
    concat(content, new Uint8Array((BLOCK - (content.length % BLOCK)) % BLOCK));
  const lengths = bytesOf((BigInt(aad.length * 8) << 64n) | BigInt(ciphertext.length * 8));
  const all = concat(padded(aad), padded(ciphertext), lengths);
  let sum = 0n;
  for (let at = 0; at < all.length; at += BLOCK) sum = multiply(sum ^ blockOf(all, at), hashKey(key));
  return sum;
}

/** In GF(2^128) with the bits reflected, as GCM has them (§6.3). */
function multiply(x: bigint, y: bigint): bigint {
  let product = 0n;
  let shifted = y;
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if ((x >> bit) & 1n) product ^= shifted;
    shifted = (shifted >> 1n) ^ (shifted & 1n ? 0xe1n << 120n : 0n);
  }
  return product;
}

function raise(base: bigint, exponent: bigint): bigint {
  let power = 1n << 127n;
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    power = multiply(power, power);
    if ((exponent >> bit) & 1n) power = multiply(power, base);
  }
  return power;
}

const blockOf = (bytes: Uint8Array, at: number): bigint =>
  BigInt(`0x${Buffer.from(bytes.subarray(at, at + BLOCK)).toString("hex")}`);
const bytesOf = (block: bigint): Uint8Array => fromHex(block.toString(16).padStart(2 * BLOCK, "0"));
