/** How many bytes fit a QR symbol in byte mode (ISO/IEC 18004, table 7). */
import { bug } from "../core/errors.ts";
import { lookUpByteCapacity } from "./encoder.ts";
import type { ErrorCorrection } from "./errorcorrection.ts";

/** Versions give a symbol's size: 17 + 4 × version modules a side. */
export const MAX_VERSION = 40;

/** Bytes that fit a symbol of this version (1 to 40). */
export function byteCapacity(version: number, errorCorrection: ErrorCorrection): number {
  if (!Number.isInteger(version) || version < 1 || version > MAX_VERSION) {
    throw bug(`QR version ${version}`);
  }
  return lookUpByteCapacity(version, errorCorrection);
}

/** Bytes that fit the largest symbol. */
export function maxByteCapacity(errorCorrection: ErrorCorrection): number {
  return byteCapacity(MAX_VERSION, errorCorrection);
}

/** The smallest version that holds so many bytes, or null where none does. */
export function smallestVersion(bytes: number, errorCorrection: ErrorCorrection): number | null {
  for (let version = 1; version <= MAX_VERSION; version += 1) {
    if (byteCapacity(version, errorCorrection) >= bytes) return version;
  }
  return null;
}
