/** How many characters fit a QR symbol (ISO/IEC 18004, table 7). */
import { bug } from "../../core/refusals.ts";
import { dataCodewordsOf } from "../standard/blocks.ts";
import type { ErrorCorrection } from "../standard/errorcorrection.ts";
import { countBitsOf, modes } from "../standard/modes.ts";
import type { Mode } from "./mode.ts";

/** Versions give a symbol's size: 17 + 4 × version modules a side. */
export const MAX_VERSION = 40;

/** Characters that fit a symbol of this version (1 to 40) behind mode indicator and count. */
export function capacity(version: number, errorCorrection: ErrorCorrection, mode: Mode): number {
  if (!Number.isInteger(version) || version < 1 || version > MAX_VERSION) {
    throw bug(`QR version ${version}`);
  }
  const bits = 8 * dataCodewordsOf(version, errorCorrection) - 4 - (countBitsOf(modes[mode], version) ?? 0);
  // Two characters of alphanumeric mode take 11 bits, a last one 6.
  return mode === "byte" ? Math.floor(bits / 8) : 2 * Math.floor(bits / 11) + (bits % 11 < 6 ? 0 : 1);
}

/** Characters that fit the largest symbol. */
export function maxCapacity(errorCorrection: ErrorCorrection, mode: Mode): number {
  return capacity(MAX_VERSION, errorCorrection, mode);
}

/** The smallest version that holds so many characters, or null where none does. */
export function smallestVersion(
  characters: number,
  errorCorrection: ErrorCorrection,
  mode: Mode,
): number | null {
  for (let version = 1; version <= MAX_VERSION; version += 1) {
    if (capacity(version, errorCorrection, mode) >= characters) return version;
  }
  return null;
}
