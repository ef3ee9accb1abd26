/**
 * The parts of the qrcode package in use, typed. They are loaded at the first call: reading a picture needs
 * none of them. Its main file would also load a PNG writer and a terminal renderer.
 */
import { createRequire } from "node:module";
import type { Mode } from "./mode.ts";
import type { ErrorCorrection } from "../standard/errorcorrection.ts";

/** qrcode/lib/core/version.js */
interface Versions {
  getCapacity(version: number, level: unknown, mode: unknown): number;
}

/** qrcode/lib/core/error-correction-level.js: each level is an opaque object there. */
type Levels = Readonly<Record<ErrorCorrection, unknown>>;

/** qrcode/lib/core/mode.js: each mode is an opaque object there. */
type Modes = Readonly<Record<Uppercase<Mode>, unknown>>;

/** qrcode/lib/core/qrcode.js */
interface Encoder {
  create(
    segments: readonly { readonly mode: Mode; readonly data: Uint8Array | string }[],
    options: { readonly version: number; readonly errorCorrectionLevel: ErrorCorrection },
  ): { readonly modules: { readonly size: number; readonly data: ArrayLike<number> } };
}

const require = createRequire(import.meta.url);

/** Characters that fit a symbol, from the package's codeword tables (ISO/IEC 18004, table 7). */
export function lookUpCapacity(version: number, errorCorrection: ErrorCorrection, mode: Mode): number {
  // The shapes are written down above from the package's source: it ships none for these files.
  const levels = require("qrcode/lib/core/error-correction-level.js") as Levels;
  const versions = require("qrcode/lib/core/version.js") as Versions;
  const modes = require("qrcode/lib/core/mode.js") as Modes;
  const code = mode === "alphanumeric" ? modes.ALPHANUMERIC : modes.BYTE;
  return versions.getCapacity(version, levels[errorCorrection], code);
}

/** The modules of a symbol with one segment, row by row, 1 = dark. The text must fit, and its characters the mode. */
export function encodeModules(
  text: Uint8Array,
  version: number,
  errorCorrection: ErrorCorrection,
  mode: Mode,
): { readonly size: number; readonly modules: Uint8Array } {
  const encoder = require("qrcode/lib/core/qrcode.js") as Encoder;
  const data = mode === "alphanumeric" ? Buffer.from(text).toString("latin1") : text;
  const { modules } = encoder.create([{ mode, data }], { version, errorCorrectionLevel: errorCorrection });
  return { size: modules.size, modules: Uint8Array.from(modules.data) };
}
