/** Well-formed streams of 2^30 zeros that nobody had to hold in memory. */
import { constants, createBrotliCompress, deflateRawSync } from "node:zlib";
import { Readable } from "node:stream";
import { concat } from "../../../../src/core/encoding/bytes.ts";

/** Put together from one compressed MiB. */
export function zlibBombOfOneGiB(): Uint8Array {
  const mebibyte = deflateRawSync(new Uint8Array(1 << 20), { level: 9, finishFlush: 3 /* Z_FULL_FLUSH */ });
  const lastBlock = Uint8Array.of(0x03, 0x00);
  // Adler-32 of n zeros: the first sum stays 1, the second counts to n modulo 65521.
  const checksum = new Uint8Array(4);
  new DataView(checksum.buffer).setUint32(0, (((1 << 30) % 65521) << 16) | 1);
  return concat(
    Uint8Array.of(0x78, 0xda),
    ...Array.from({ length: 1024 }, () => mebibyte),
    lastBlock,
    checksum,
  );
}

/** Some 800 bytes. */
export async function brotliBombOfOneGiB(): Promise<Uint8Array> {
  const mebibyte = Buffer.alloc(1 << 20);
  const zeros = Readable.from(Array.from({ length: 1024 }, () => mebibyte));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  const packed: Uint8Array[] = [];
  for await (const chunk of zeros.pipe(createBrotliCompress({ params }))) packed.push(chunk as Uint8Array);
  return Uint8Array.from(concat(...packed));
}
