/**
 * The part of the qrcode package in use: a text to the modules of a symbol of a given version (ISO/IEC 18004 §7.1). Its
 * main file would also load a PNG writer and a terminal renderer.
 */
import type { ErrorCorrection } from "../standard/errorcorrection.ts";
import type { Mode } from "./mode.ts";

/** The modules of a symbol with one segment, row by row, 1 = dark. The text must fit, and its characters the mode. */
export async function encodeModules(
  text: Uint8Array,
  version: number,
  errorCorrection: ErrorCorrection,
  mode: Mode,
): Promise<{ readonly size: number; readonly modules: Uint8Array }> {
  // Loaded at the first drawing: whoever reads a picture needs none of the package's files.
  const { default: encoder } = await import("qrcode/lib/core/qrcode.js");
  const data = mode === "alphanumeric" ? new TextDecoder("latin1").decode(text) : text;
  const { modules } = encoder.create([{ mode, data }], { version, errorCorrectionLevel: errorCorrection });
  return { size: modules.size, modules: Uint8Array.from(modules.data) };
}
