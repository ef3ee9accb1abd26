/** How a symbol's codewords are shared out among blocks of error correction (ISO/IEC 18004 §7.5.1 and §7.6). */
import type { ErrorCorrection } from "./errorcorrection.ts";
import { FIRST_WITH_INFORMATION } from "./version.ts";

/** By level, then by version from 1: check codewords of each block, and number of blocks (table 9). */
const checksOfBlock: Readonly<Record<ErrorCorrection, readonly number[]>> = {
  L: [
    7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30,
    30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
  M: [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28,
    28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  ],
  Q: [
    13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28,
    30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
  H: [
    17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30,
    30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
};
const numbersOfBlocks: Readonly<Record<ErrorCorrection, readonly number[]>> = {
  L: [
    1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17,
    18, 19, 19, 20, 21, 22, 24, 25,
  ],
  M: [
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29,
    31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
  ],
  Q: [
    1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38,
    40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
  ],
  H: [
    1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45,
    48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
  ],
};

export interface Block {
  /** Places of its codewords in the symbol's sequence, data first, then checks. */
  readonly places: Int32Array;
  /** How many of them are checks. */
  readonly checks: number;
}

/** Codewords of a symbol, data and checks: what its function patterns leave, in eights (table 1). */
function codewordsOf(version: number): number {
  const alignmentLines = version === 1 ? 0 : Math.floor(version / 7) + 2;
  // Finders with separators, timing patterns, format information and the dark module are the same in all versions.
  const withoutAlignment = 16 * version ** 2 + 128 * version + 64;
  // 25 modules each, less where they lie on timing patterns, and none on the three finders.
  const alignment = version === 1 ? 0 : (25 * alignmentLines - 10) * alignmentLines - 55;
  const versionInformation = version < FIRST_WITH_INFORMATION ? 0 : 36;
  return Math.floor((withoutAlignment - alignment - versionInformation) / 8);
}

/** Those of them that hold data (table 7). */
export function dataCodewordsOf(version: number, errorCorrection: ErrorCorrection): number {
  const checks = checksOfBlock[errorCorrection][version - 1] ?? 0;
  return codewordsOf(version) - checks * (numbersOfBlocks[errorCorrection][version - 1] ?? 0);
}

/**
 * The blocks in the order in which their data follow each other. In the symbol's sequence they are interleaved
 * codeword by codeword; where they differ in length the later ones have one more (§7.6).
 */
export function shareOut(version: number, errorCorrection: ErrorCorrection): readonly Block[] {
  const checks = checksOfBlock[errorCorrection][version - 1] ?? 0;
  const number = numbersOfBlocks[errorCorrection][version - 1] ?? 0;
  const data = dataCodewordsOf(version, errorCorrection);
  const short = Math.floor(data / number);
  const shortBlocks = number - (data % number);
  return Array.from({ length: number }, (_, block) => {
    const own = block < shortBlocks ? short : short + 1;
    const places = new Int32Array(own + checks);
    for (let index = 0; index < short; index += 1) places[index] = index * number + block;
    if (own > short) places[short] = short * number + block - shortBlocks;
    for (let index = 0; index < checks; index += 1) places[own + index] = data + index * number + block;
    return { places, checks };
  });
}
