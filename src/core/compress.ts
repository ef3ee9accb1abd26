/** zlib (RFC 1950) both ways, bounded and without a byte left over. */
import { deflateSync, inflateSync } from "node:zlib";
import type { InputType, ZlibOptions } from "node:zlib";
import { failure } from "./errors.ts";
import { limits } from "./limits.ts";

export function compress(document: Uint8Array): Uint8Array {
  return deflateSync(document, { level: 9 });
}

/** With `info`, Node returns the engine too, which counts the bytes it read; its typings leave that out. */
type InflateWithInfo = (
  input: InputType,
  options: ZlibOptions,
) => { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } };
const inflate = inflateSync as unknown as InflateWithInfo;

/**
 * The document of a zlib stream. Throws open/too-large beyond limits.documentBytes (before more is
 * allocated) and open/bad-compression for a broken stream or for bytes after its end, which inflateSync
 * ignores silently. Call it on authenticated bytes only.
 */
export function decompress(stream: Uint8Array): Uint8Array {
  let result;
  try {
    result = inflate(stream, { info: true, maxOutputLength: limits.documentBytes });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ERR_BUFFER_TOO_LARGE") throw failure("open/too-large", { maxBytes: limits.documentBytes });
    throw failure("open/bad-compression", { problem: inflateProblem(code) });
  }
  const left = stream.length - result.engine.bytesWritten;
  if (left !== 0) throw failure("open/bad-compression", { problem: `${left} bytes follow its end` });
  return result.buffer;
}

function inflateProblem(code: unknown): string {
  if (code === "Z_BUF_ERROR") return "it ends too early";
  if (code === "Z_NEED_DICT") return "it needs a dictionary";
  return "it is not a zlib stream or its checksum is wrong";
}
