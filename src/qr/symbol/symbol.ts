/** Bytes to the modules of one QR symbol (ISO/IEC 18004, model 2). */
import { failure } from "./refusals.ts";
import { errorCorrections } from "../standard/errorcorrection.ts";
import type { ErrorCorrection } from "../standard/errorcorrection.ts";
import { maxCapacity, smallestVersion } from "./capacity.ts";
import { encodeModules } from "./encoder.ts";
import { modeFor } from "./mode.ts";
import type { Mode } from "./mode.ts";

export interface QrSymbol {
  /** 1 to 40. */
  readonly version: number;
  readonly errorCorrection: ErrorCorrection;
  /** Modules a side, without the quiet zone. */
  readonly size: number;
  /** size × size, row by row, 1 = dark. */
  readonly modules: Uint8Array;
}

/**
 * Draws the text as one segment, alphanumeric where its characters allow it, in the smallest version that holds
 * it. One segment, because readers differ in how they join several. Throws qr/too-large.
 */
export async function drawSymbol(text: Uint8Array, errorCorrection: ErrorCorrection): Promise<QrSymbol> {
  const mode = modeFor(text);
  const version = smallestVersion(text.length, errorCorrection, mode);
  if (version === null) throw describeExcess(text.length, errorCorrection, mode);
  return { version, errorCorrection, ...(await encodeModules(text, version, errorCorrection, mode)) };
}

function describeExcess(characters: number, errorCorrection: ErrorCorrection, mode: Mode): Error {
  const weaker = errorCorrections.slice(0, errorCorrections.indexOf(errorCorrection));
  return failure("qr/too-large", {
    characters,
    capacity: maxCapacity(errorCorrection, mode),
    errorCorrection,
    fitsAt: weaker.filter((candidate) => characters <= maxCapacity(candidate, mode)),
  });
}
