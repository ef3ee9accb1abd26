/** How segments of a symbol's data begin, and the characters of alphanumeric mode (ISO/IEC 18004 §7.3 and §7.4). */

/** Mode indicators, four bits each (table 2). */
export const modes = {
  terminator: 0,
  numeric: 1,
  alphanumeric: 2,
  append: 3,
  byte: 4,
  eci: 7,
  kanji: 8,
} as const;

/** Those of alphanumeric mode, in the order of their values (table 5). */
export const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** Bits of the character count, for versions 1 to 9, 10 to 26, 27 to 40 (table 3). */
const countBits: ReadonlyMap<number, readonly [number, number, number]> = new Map([
  [modes.numeric, [10, 12, 14]],
  [modes.alphanumeric, [9, 11, 13]],
  [modes.byte, [8, 16, 16]],
]);

/** How many bits the character count after a mode indicator takes, or null where that mode has none here. */
export function countBitsOf(mode: number, version: number): number | null {
  return countBits.get(mode)?.[version < 10 ? 0 : version < 27 ? 1 : 2] ?? null;
}
