import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorCorrections } from "../../../src/qr/errorcorrection.ts";
import { encodeFormat, nearestFormat, rankFormats } from "../../../src/qr/reader/format.ts";
import { encodeVersion, nearestVersion, sizeOf } from "../../../src/qr/reader/version.ts";

const format = fc.record({
  errorCorrection: fc.constantFrom(...errorCorrections),
  mask: fc.integer({ min: 0, max: 7 }),
});
const flipsOf = (bits: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.integer({ min: 0, max: bits - 1 }), { maxLength: 3 });
const flip = (word: number, bits: readonly number[]): number =>
  bits.reduce((all, bit) => all ^ (1 << bit), word);

describe("format information", () => {
  // ISO/IEC 18004 annex C.1, the worked example: level M, mask 5.
  it("is encoded as in the standard's example", () => {
    expect(encodeFormat({ errorCorrection: "M", mask: 5 })).toBe(0b100000011001110);
  });

  it("is found again with up to three bits wrong", () => {
    fc.assert(
      fc.property(format, flipsOf(15), (of, flips) => {
        const word = flip(encodeFormat(of), flips);
        expect(nearestFormat(word)).toEqual({ format: of, distance: flips.length });
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

  it("is found again with up to three bits wrong", () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 40 }), flipsOf(18), (version, flips) => {
        expect(nearestVersion(flip(encodeVersion(version), flips))).toEqual({
          version,
          distance: flips.length,
        });
      }),
    );
  });

  it("gives the size", () => {
    expect([1, 7, 40].map(sizeOf)).toEqual([21, 45, 177]);
  });
});
