/** Version information, carried by symbols from version 7 up (ISO/IEC 18004 §7.10). */
import { appendChecks, countDifferences } from "./bch.ts";

const GENERATOR = 0x1f25;
const CHECK_BITS = 12;
const VERSION_BITS = 18;
export const FIRST_WITH_INFORMATION = 7;
const LAST_VERSION = 40;

/** Modules along one side of a symbol (§6.3.1). */
export function sizeOf(version: number): number {
  return 17 + 4 * version;
}

/** The 18 bits of a version from 7 to 40, the last one in the lowest place. */
export function encodeVersion(version: number): number {
  return appendChecks(version, GENERATOR, CHECK_BITS);
}

/** The version whose word differs least, and in how many bits: up to 3 are sure to be corrected. */
export function nearestVersion(word: number): { readonly version: number; readonly distance: number } {
  let nearest = { version: FIRST_WITH_INFORMATION, distance: VERSION_BITS + 1 };
  for (let version = FIRST_WITH_INFORMATION; version <= LAST_VERSION; version += 1) {
    const distance = countDifferences(word, encodeVersion(version));
    if (distance < nearest.distance) nearest = { version, distance };
  }
  return nearest;
}
