/** A code for paper: the options that say how it is drawn, the drawing, and what is said of it. */
import { failure, term } from "../refusals.ts";
import { drawSymbol, errorCorrections, QUIET_ZONE_MODULES } from "../../qr/index.ts";
import type { ErrorCorrection, QrSymbol } from "../../qr/index.ts";
import { STREAM } from "../../office/folder/files.ts";
import type { NamedFile } from "../../office/folder/files.ts";
import type { Terminal } from "../terminal.ts";
import { renderPng } from "../../pictures/index.ts";
import type { Results } from "../../words/index.ts";

const MODULE_PIXELS = { min: 1, max: 64, usual: 8 };

export interface DrawingOptions {
  readonly errorCorrection: ErrorCorrection;
  /** Pixels a module. */
  readonly moduleSize?: number;
}

export const drawingOptions = (command: string) => ({
  "--error-correction <level>": { choices: errorCorrections, usual: "M" },
  "--module-size <px>": {
    parse: (text: string) => readModulePixels(text, command),
    usual: MODULE_PIXELS.usual,
  },
});

function readModulePixels(text: string, command: string): number {
  const pixels = Number(text);
  if (Number.isInteger(pixels) && pixels >= MODULE_PIXELS.min && pixels <= MODULE_PIXELS.max) return pixels;
  const problem = term("module-size-refused", text, MODULE_PIXELS.min, MODULE_PIXELS.max);
  throw failure("usage/bad-option", { problem, command });
}

/** Bytes of a PNG are no sight on a screen. Throws usage/binary-on-terminal. */
export function checkPictureOffScreen({ path }: NamedFile, { stdoutIsTerminal }: Terminal): void {
  if (path === STREAM && stdoutIsTerminal)
    throw failure("usage/binary-on-terminal", { option: "--out-png", what: term("some-picture") });
}

export interface Drawing {
  readonly symbol: QrSymbol;
  readonly png: Uint8Array;
  /** Of the picture, a side, with the border. */
  readonly pixels: number;
}

/** Throws qr/too-large. */
export async function draw(
  text: Uint8Array,
  { errorCorrection, moduleSize = MODULE_PIXELS.usual }: DrawingOptions,
): Promise<Drawing> {
  const symbol = await drawSymbol(text, errorCorrection);
  const png = renderPng(symbol, { modulePixels: moduleSize });
  return { symbol, png, pixels: (symbol.size + 2 * QUIET_ZONE_MODULES) * moduleSize };
}

export const describePicture = (file: string, { pixels }: Drawing): object => ({
  file,
  width: pixels,
  height: pixels,
});

export const describeSymbol = ({ symbol }: Drawing): object => ({
  version: symbol.version,
  modules: symbol.size,
  errorCorrection: symbol.errorCorrection,
});

export function tellPicture(file: string, { symbol, pixels }: Drawing, words: Results["drawn"]): string {
  const { version, size: modules, errorCorrection } = symbol;
  return words.picture(file, { version, modules, errorCorrection, pixels });
}
