/** Version information, carried by symbols from version 7 up (ISO/IEC 18004 §7.10). */
import { appendChecks } from "./bch.ts";

const GENERATOR = 0x1f25;
const CHECK_BITS = 12;
export const FIRST_WITH_INFORMATION = 7;

/** Modules along one side of a symbol (§6.3.1). */
export function sizeOf(version: number): number {
  return 17 + 4 * version;
}

/** The 18 bits of a version from 7 to 40, the last one in the lowest place. */
export function encodeVersion(version: number): number {
  return appendChecks(version, GENERATOR, CHECK_BITS);
}
