/** The WebAssembly of zxing-cpp, from the package's own file. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

export async function readZxingWasm(): Promise<ArrayBuffer> {
  const file = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  const { buffer, byteOffset, byteLength } = await readFile(file);
  return buffer.slice(byteOffset, byteOffset + byteLength);
}
