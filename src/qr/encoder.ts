/**
 * The parts of the qrcode package in use, typed. They are loaded at the first call: reading a picture needs
 * none of them. Its main file would also load a PNG writer and a terminal renderer.
 */
import { createRequire } from "node:module";
import type { ErrorCorrection } from "./errorcorrection.ts";

/** qrcode/lib/core/version.js */
interface Versions {
  /** Bytes that fit in byte mode (its default). */
  getCapacity(version: number, level: unknown): number;
}

/** qrcode/lib/core/error-correction-level.js: each level is an opaque object there. */
type Levels = Readonly<Record<ErrorCorrection, unknown>>;

/** qrcode/lib/core/qrcode.js */
interface Encoder {
  create(
    segments: readonly { readonly mode: "byte"; readonly data: Uint8Array }[],
    options: { readonly version: number; readonly errorCorrectionLevel: ErrorCorrection },
  ): { readonly modules: { readonly size: number; readonly data: ArrayLike<number> } };
}

const require = createRequire(import.meta.url);

/** Bytes that fit a symbol in byte mode, from the package's codeword tables (ISO/IEC 18004, table 7). */
export function lookUpByteCapacity(version: number, errorCorrection: ErrorCorrection): number {
  // The shapes are written down above from the package's source: it ships none for these files.
  const levels = require("qrcode/lib/core/error-correction-level.js") as Levels;
  const versions = require("qrcode/lib/core/version.js") as Versions;
  return versions.getCapacity(version, levels[errorCorrection]);
}

/** The modules of a symbol with one byte-mode segment, row by row, 1 = dark. The text must fit. */
export function encodeModules(
  text: Uint8Array,
  version: number,
  errorCorrection: ErrorCorrection,
): { readonly size: number; readonly modules: Uint8Array } {
  const encoder = require("qrcode/lib/core/qrcode.js") as Encoder;
  const { modules } = encoder.create([{ mode: "byte", data: text }], {
    version,
    errorCorrectionLevel: errorCorrection,
  });
  return { size: modules.size, modules: Uint8Array.from(modules.data) };
}
