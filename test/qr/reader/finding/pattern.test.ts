/** The quick forms of correlating, fitting and box contrasts against their plain ones. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alignmentSquares,
  blurPattern,
  blurRings,
  correlate,
  finderSquares,
  fitPattern,
} from "../../../../src/qr/reader/finding/pattern.ts";
import type { Affine } from "../../../../src/qr/reader/geometry/projection.ts";
import { BoxSums } from "../../../../src/qr/reader/geometry/sampling.ts";
import { correlatePlainly, fitPlainly, meanPlainly } from "../../support/plainly.ts";
import { simulate } from "../../support/simulated.ts";

const { photo, locate } = simulate({ version: 2, blur: 0.5, seed: 3 });
const patterns = [
  blurPattern(finderSquares, 0.5, 4, 1),
  blurPattern(finderSquares, 0.5, 4.25, 0.5),
  blurPattern(alignmentSquares, 0.5, 2, 0.5),
  blurRings(0.55),
];
/** Anywhere in the picture and a little beyond its border, turned and squashed. */
const anyPlace: fc.Arbitrary<Affine> = fc
  .record({
    x: fc.double({ min: -9, max: photo.width + 9, noNaN: true }),
    y: fc.double({ min: -9, max: photo.height + 9, noNaN: true }),
    angle: fc.double({ min: 0, max: 7, noNaN: true }),
    module: fc.double({ min: 2, max: 9, noNaN: true }),
    squash: fc.double({ min: 0.4, max: 1, noNaN: true }),
  })
  .map(({ x, y, angle, module, squash }) => {
    const [c, s] = [module * Math.cos(angle), module * Math.sin(angle)];
    return { x, y, ux: c, uy: s, vx: -s * squash, vy: c * squash };
  });

describe("correlate", () => {
  it("is the correlation of picture and pattern, at the border too", () => {
    fc.assert(
      fc.property(anyPlace, fc.constantFrom(...patterns), (place, pattern) => {
        const quick = correlate(photo, pattern, place);
        // Where the picture is flat no correlation is given.
        if (quick !== 0) expect(quick).toBeCloseTo(correlatePlainly(photo, pattern, place), 9);
      }),
    );
  });
});

describe("fitPattern", () => {
  it.each([0.3, 0.55, 0.88])("takes the steps of Gauss-Newton, blur %f", (blur) => {
    const finder = blurPattern(finderSquares, blur, 4.25, 0.5);
    const alignment = blurPattern(alignmentSquares, blur, 2, 0.5);
    const centre = locate(3.5, 3.5);
    const near = fc.record({
      x: fc.double({ min: centre.x - 6, max: centre.x + 6, noNaN: true }),
      y: fc.double({ min: centre.y - 6, max: centre.y + 6, noNaN: true }),
    });
    let fitted = 0;
    fc.assert(
      fc.property(near, anyPlace, (at, axes) => {
        for (const [pattern, moves] of [
          [finder, "affine"],
          [alignment, "shift"],
        ] as const) {
          const quick = fitPattern(photo, pattern, { ...axes, ...at }, moves, 3);
          const plain = fitPlainly(photo, pattern, { ...axes, ...at }, moves, 3);
          expect(quick === null).toBe(plain === null);
          if (quick === null || plain === null) continue;
          fitted += 1;
          expect(quick.contrast / plain.contrast).toBeCloseTo(1, 5);
          for (const key of ["x", "y", "ux", "uy", "vx", "vy"] as const) {
            expect(quick.place[key]).toBeCloseTo(plain.place[key], 4);
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(fitted).toBeGreaterThan(10);
  });
});

describe("contrasts of boxes", () => {
  it.each([
    [1, 3, 9],
    [2, 5, 14],
    [7, 21, 63],
  ])("at steps of %i pixels", (step, inner, outer) => {
    const sums = new BoxSums(photo);
    const contrasts = sums.contrasts(step, inner, outer, 6);
    const columns = Math.floor(photo.width / step);
    for (let row = 0; row < Math.floor(photo.height / step); row += 3) {
      for (let column = 0; column < columns; column += 2) {
        const [x, y] = [column * step, row * step];
        const isOutside = Math.min(x, y, photo.width - x, photo.height - y) < 6;
        const expected = meanPlainly(photo, x, y, outer) - meanPlainly(photo, x, y, inner);
        expect(contrasts[row * columns + column]).toBeCloseTo(isOutside ? 0 : expected, 3);
      }
    }
  });
});
