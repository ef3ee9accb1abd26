/** The compressed lines of a PNG (ISO/IEC 15948), proved complete before anybody makes pixels of them. */
import { crc32, inflateSync } from "node:zlib";

const FIRST_CHUNK_AT = 8;
const CHUNK_FRAME_BYTES = 12;

export interface PngLines {
  /** Every line with its leading filter byte, still filtered. */
  readonly lines: Uint8Array;
  /** A colour is declared transparent by a tRNS chunk. */
  readonly transparent: boolean;
}

/**
 * The lines of a picture without interlacing, of which there must be `bytes` bytes. Null for a wrong checksum,
 * a missing end, and for more or fewer bytes; never inflates beyond them.
 */
export function inflateLines(file: Uint8Array, bytes: number): PngLines | null {
  const data = collectImageData(file);
  if (data === null) return null;
  try {
    const lines = inflateSync(data.stream, { maxOutputLength: bytes });
    return lines.length === bytes ? { lines, transparent: data.transparent } : null;
  } catch {
    return null;
  }
}

/** The IDAT chunks joined (§11.2.4), every checksum proved on the way. */
function collectImageData(file: Uint8Array): { stream: Uint8Array; transparent: boolean } | null {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const parts: Uint8Array[] = [];
  let transparent = false;
  for (let at = FIRST_CHUNK_AT; at + CHUNK_FRAME_BYTES <= file.length;) {
    const dataAt = at + 8;
    const end = dataAt + view.getUint32(at);
    if (end + 4 > file.length) return null;
    if (crc32(file.subarray(at + 4, end)) !== view.getUint32(end)) return null;
    const type = String.fromCharCode(...file.subarray(at + 4, dataAt));
    if (type === "tRNS") transparent = true;
    if (type === "IDAT") parts.push(file.subarray(dataAt, end));
    if (type === "IEND") return { stream: Buffer.concat(parts), transparent };
    at = end + 4;
  }
  return null;
}
