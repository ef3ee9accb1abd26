/** Symbols seen in a mirror, printed light on dark, or both (ISO/IEC 18004 §6.2). */
import { describe, expect, it } from "vitest";
import type { Point } from "../../../../src/qr/picture/corners.ts";
import type { GreyPixels } from "../../../../src/qr/picture/pixels.ts";
import { flatField } from "../../../../src/qr/reader/geometry/field.ts";
import { fitProjection, project } from "../../../../src/qr/reader/geometry/projection.ts";
import { negate } from "../../../../src/qr/reader/geometry/sampling.ts";
import { isMirrored, transposeField, transposeProjection } from "../../../../src/qr/reader/grid/mirror.ts";
import { readSymbols } from "../../../../src/qr/reader/reader.ts";
import { simulate } from "../../support/simulated.ts";
import type { Simulated } from "../../support/simulated.ts";

const goOn = (): boolean => false;

/** As a mirror beside it shows it. */
function flip({ width, height, pixels }: GreyPixels): GreyPixels {
  return {
    width,
    height,
    pixels: pixels.map((_, at) => pixels[at - (at % width) + width - 1 - (at % width)] ?? 0),
  };
}

function drawnCorners({ symbol: { size }, locate }: Simulated): readonly Point[] {
  return [locate(0, 0), locate(size, 0), locate(size, size), locate(0, size)];
}

describe("readSymbols reads", () => {
  it.each([
    { what: "mirrored", mirrored: true, inverted: false },
    { what: "light on dark", mirrored: false, inverted: true },
    { what: "mirrored, light on dark", mirrored: true, inverted: true },
  ])("$what", ({ mirrored, inverted }) => {
    for (const of of [
      { version: 3, blur: 0.5, seed: 1 },
      { version: 14, blur: 0.65, seed: 2 },
      { version: 10, blur: 0.4, seed: 3, bow: 3 },
    ]) {
      const simulated = simulate(of);
      let picture: GreyPixels = simulated.photo;
      if (mirrored) picture = flip(picture);
      if (inverted) picture = negate(picture);
      const { read, unread } = readSymbols(picture, goOn);
      expect(read).toHaveLength(1);
      expect(unread).toEqual([]);
      expect(read[0]).toMatchObject({ payload: simulated.payload, version: of.version });
      drawnCorners(simulated).forEach(({ x, y }, index) => {
        const found = read[0]?.corners[index] ?? { x: 0, y: 0 };
        expect(Math.hypot(found.x - (mirrored ? picture.width - x : x), found.y - y)).toBeLessThan(4);
      });
    }
  });
});

describe("isMirrored", () => {
  it.each([0.3, 0.6, 0.75])("tells by the format, blurred by %f", (blur) => {
    for (const version of [1, 7, 20]) {
      for (const seed of [1, 2, 3]) {
        const { photo, locate, symbol } = simulate({ version, blur, seed });
        const { size } = symbol;
        const upright = fitProjection(
          [
            [0, 0],
            [size, 0],
            [size, size],
            [0, size],
          ].map(([u = 0, v = 0]) => ({ u, v, ...locate(u, v) })),
        );
        if (upright === null) throw new Error("corners on a line");
        const field = flatField(size);
        expect(isMirrored(photo, version, upright, field)).toBe(false);
        expect(isMirrored(photo, version, transposeProjection(upright), field)).toBe(true);
      }
    }
  });
});

it("rows and columns are exchanged, of a projection and of a bending", () => {
  const transposed = transposeProjection([4, 0.5, 20, -0.4, 5, 30, 0.001, 0.002, 1]);
  expect(project(transposed, 7, 11)).toEqual(project([4, 0.5, 20, -0.4, 5, 30, 0.001, 0.002, 1], 11, 7));
  const flat = flatField(60);
  const { cells } = flat;
  const field = { ...flat, du: flat.du.map((_, at) => at), dv: flat.dv.map((_, at) => 100 + at) };
  const { du, dv } = transposeField(field);
  expect([du[1], du[cells], dv[1], dv[cells]]).toEqual([100 + cells, 101, cells, 1]);
});
