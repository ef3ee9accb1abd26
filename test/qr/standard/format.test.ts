import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorCorrections } from "../../../src/qr/standard/errorcorrection.ts";
import { FORMAT_BITS, rankFormats } from "../../../src/qr/standard/format.ts";
import { encodeVersion, sizeOf } from "../../../src/qr/standard/version.ts";
import { encodeFormat } from "../support/qrcodepackage.ts";

const format = fc.record({
  errorCorrection: fc.constantFrom(...errorCorrections),
  mask: fc.integer({ min: 0, max: 7 }),
});
const flipsOf = (bits: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.integer({ min: 0, max: bits - 1 }), { maxLength: 3 });
const flip = (word: number, bits: readonly number[]): number =>
  bits.reduce((all, bit) => all ^ (1 << bit), word);

const countOnes = (word: number): number => word.toString(2).replaceAll("0", "").length;

describe("format information", () => {
  // ISO/IEC 18004 annex C.1, the worked example: level M, mask 5.
  it("is read as in the standard's example", () => {
    const bits = Float64Array.from("011100110000001", (bit) => (bit === "1" ? 1 : -1));
    const [likeliest] = rankFormats(bits);
    expect(likeliest).toEqual({ format: { errorCorrection: "M", mask: 5 }, agreement: FORMAT_BITS });
  });

  it("is found again with up to three bits of both copies wrong", () => {
    fc.assert(
      fc.property(format, flipsOf(FORMAT_BITS), (of, flips) => {
        const word = flip(encodeFormat(of), flips);
        const bits = Float64Array.from({ length: 2 * FORMAT_BITS }, (_, at) =>
          (word >> (at % FORMAT_BITS)) & 1 ? 1 : -1,
        );
        expect(rankFormats(bits)[0]?.format).toEqual(of);
      }),
    );
  });

  it("is ranked by both copies together: six faint bits wrong in one copy do not matter", () => {
    fc.assert(
      fc.property(
        format,
        fc.subarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { minLength: 6, maxLength: 6 }),
        (of, wrong) => {
          const word = encodeFormat(of);
          const bits = Float64Array.from({ length: 30 }, (_, at) => {
            const sign = (word >> (at % 15)) & 1 ? 1 : -1;
            return at < 15 && wrong.includes(at) ? -0.2 * sign : sign;
          });
          expect(rankFormats(bits)[0]?.format).toEqual(of);
        },
      ),
    );
  });
});

describe("version information", () => {
  // ISO/IEC 18004 annex D.1: version 7.
  it("is encoded as in the standard's example", () => {
    expect(encodeVersion(7)).toBe(0b000111110010010100);
  });

  it("differs between any two versions in eight bits at least, so that three wrong ones are corrected", () => {
    const words = Array.from({ length: 34 }, (_, index) => encodeVersion(index + 7));
    const differences = words.flatMap((a, index) => words.slice(index + 1).map((b) => countOnes(a ^ b)));
    expect(Math.min(...differences)).toBe(8);
  });

  it("gives the size", () => {
    expect([1, 7, 40].map(sizeOf)).toEqual([21, 45, 177]);
  });
});
