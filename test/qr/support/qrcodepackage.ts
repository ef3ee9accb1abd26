/** Symbols and blocks made by the qrcode package, to hold our own reader against. */
import { createRequire } from "node:module";
import type { ErrorCorrection } from "../../../src/qr/standard/errorcorrection.ts";
import type { Format } from "../../../src/qr/standard/format.ts";

const require = createRequire(import.meta.url);

export interface DrawnSymbol {
  readonly size: number;
  /** 1 = dark. */
  readonly modules: Uint8Array;
}

interface Segment {
  readonly mode: "numeric" | "alphanumeric" | "byte" | "kanji";
  readonly data: string | Uint8Array;
}

export function createSymbol(
  segments: readonly Segment[],
  version: number,
  errorCorrection: ErrorCorrection,
  mask?: number,
): DrawnSymbol {
  const encoder = require("qrcode/lib/core/qrcode.js") as {
    create(
      segments: readonly Segment[],
      options: object,
    ): { readonly modules: { readonly size: number; readonly data: ArrayLike<number> } };
  };
  const options = {
    version,
    errorCorrectionLevel: errorCorrection,
    ...(mask === undefined ? {} : { maskPattern: mask }),
  };
  const { modules } = encoder.create(segments, options);
  return { size: modules.size, modules: Uint8Array.from(modules.data) };
}

/** The 15 bits of a format, the last one in the lowest place. */
export function encodeFormat({ errorCorrection, mask }: Format): number {
  const levels = require("qrcode/lib/core/error-correction-level.js") as Readonly<
    Record<ErrorCorrection, object>
  >;
  const formats = require("qrcode/lib/core/format-info.js") as {
    getEncodedBits(level: object, mask: number): number;
  };
  return formats.getEncodedBits(levels[errorCorrection], mask);
}

/** The check codewords of a block. */
export function encodeChecks(data: Uint8Array, checks: number): Uint8Array {
  const Encoder = require("qrcode/lib/core/reed-solomon-encoder.js") as new (degree: number) => {
    encode(data: Uint8Array): Uint8Array;
  };
  return Uint8Array.from(new Encoder(checks).encode(data));
}
