/** Format information: level of error correction and mask (ISO/IEC 18004 §7.9). */
import { appendChecks } from "./bch.ts";
import type { ErrorCorrection } from "./errorcorrection.ts";

export interface Format {
  readonly errorCorrection: ErrorCorrection;
  /** 0 to 7. */
  readonly mask: number;
}

const GENERATOR = 0x537;
const CHECK_BITS = 10;
/** Keeps a word from being all light. */
const FORMAT_MASK = 0x5412;
export const FORMAT_BITS = 15;

/** By the two bits that stand for them. */
const levels = ["M", "L", "H", "Q"] as const;

const formats: readonly { readonly format: Format; readonly word: number }[] = levels.flatMap(
  (errorCorrection, bits) =>
    Array.from({ length: 8 }, (_, mask) => ({
      format: { errorCorrection, mask },
      word: makeWord(bits, mask),
    })),
);

function makeWord(level: number, mask: number): number {
  return appendChecks((level << 3) | mask, GENERATOR, CHECK_BITS) ^ FORMAT_MASK;
}

/**
 * All formats, the likeliest first, by bits that are not yet decided.
 *
 * @param bits bit `i` of each copy of the word at i, i + 15 …: positive dark, negative light
 */
export function rankFormats(
  bits: Float64Array,
): readonly { readonly format: Format; readonly agreement: number }[] {
  return formats
    .map(({ format, word }) => {
      let agreement = 0;
      bits.forEach((bit, index) => {
        agreement += (word >> (index % FORMAT_BITS)) & 1 ? bit : -bit;
      });
      return { format, agreement };
    })
    .sort((a, b) => b.agreement - a.agreement);
}
