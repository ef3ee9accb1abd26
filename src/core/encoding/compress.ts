/** Compression both ways, bounded and without a byte left over: zlib (RFC 1950), raw DEFLATE (RFC 1951), brotli (RFC 7932), none. */
import {
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  inflateRawSync,
  inflateSync,
} from "node:zlib";
import type { InputType, ZlibOptions } from "node:zlib";
import type { Term } from "../refusal.ts";
import { failure, term } from "./refusals.ts";
import { limits } from "../limits.ts";

/** A way to compress. `decompress` wants authenticated bytes; its errors say that the sender's tool is at fault. */
export interface Compression {
  readonly name: string;
  /** The shortest stream there is. */
  readonly minBytes: number;
  readonly compress: (document: Uint8Array) => Uint8Array;
  /**
   * Throws open/too-large beyond `maxBytes`, else limits.documentBytes (before more is allocated), and
   * open/bad-compression for a broken stream or for bytes after its end, which Node ignores silently.
   */
  readonly decompress: (stream: Uint8Array, maxBytes?: number) => Uint8Array;
}

/** Two bytes of header, an empty block, four of checksum. */
const SHORTEST_ZLIB_BYTES = 8;
const SHORTEST_DEFLATE_BYTES = 2;

export const zlib: Compression = {
  name: "zlib",
  minBytes: SHORTEST_ZLIB_BYTES,
  compress: (document) => deflateSync(document, { level: 9 }),
  decompress: (stream, maxBytes) =>
    inflateBounded("zlib", inflateSync as unknown as InflateWithInfo, stream, maxBytes),
};

export const deflateRaw: Compression = {
  name: "DEFLATE",
  minBytes: SHORTEST_DEFLATE_BYTES,
  compress: (document) => deflateRawSync(document, { level: 9 }),
  decompress: (stream, maxBytes) =>
    inflateBounded("DEFLATE", inflateRawSync as unknown as InflateWithInfo, stream, maxBytes),
};

export const brotli: Compression = {
  name: "brotli",
  minBytes: 1,
  compress: (document) =>
    brotliCompressSync(document, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: document.length,
      },
    }),
  decompress: (stream, maxBytes) =>
    inflateBounded("brotli", brotliDecompressSync as unknown as InflateWithInfo, stream, maxBytes),
};

export const noCompression: Compression = {
  name: "none",
  minBytes: 0,
  // Copies: the caller wipes what it handed over, and Buffer's own slice would share the memory.
  compress: (document) => Uint8Array.from(document),
  decompress: (stream, maxBytes = limits.documentBytes) => {
    if (stream.length > maxBytes) throw failure("open/too-large", { maxBytes });
    return Uint8Array.from(stream);
  },
};

/** With `info`, Node returns the engine too, which counts the bytes it read; its typings leave that out. */
type InflateWithInfo = (
  input: InputType,
  options: ZlibOptions,
) => { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } };

function inflateBounded(
  name: string,
  inflate: InflateWithInfo,
  stream: Uint8Array,
  maxBytes: number = limits.documentBytes,
): Uint8Array {
  let result;
  try {
    result = inflate(stream, { info: true, maxOutputLength: maxBytes });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ERR_BUFFER_TOO_LARGE") throw failure("open/too-large", { maxBytes });
    throw failure("open/bad-compression", { problem: inflateProblem(name, code) });
  }
  const left = stream.length - result.engine.bytesWritten;
  if (left !== 0) throw failure("open/bad-compression", { problem: term("bytes-behind", left) });
  return result.buffer;
}

function inflateProblem(name: string, code: unknown): Term {
  if (code === "Z_BUF_ERROR") return term("ends-too-early");
  if (code === "Z_NEED_DICT") return term("dictionary-needed");
  return term("not-a-stream", name);
}
