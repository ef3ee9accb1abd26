import { describe, expect, it } from "vitest";
import { boxRadii, sharpen } from "../../../src/qr/transforms/sharpen.ts";
import { greyAt, makeNoise, mapPixels, meanOf } from "./pictures.ts";

describe("sharpen", () => {
  it.each([0.8, 1, 1.5, 2, 3, 4, 7])("sigma %d: no three boxes of like size come closer", (sigma) => {
    // A box of radius r is a uniform distribution over 2r + 1 pixels; variances of one after the other add up.
    const missedBy = (radii: readonly number[]): number =>
      Math.abs(radii.reduce((sum, radius) => sum + ((2 * radius + 1) ** 2 - 1) / 12, 0) - sigma ** 2);
    const best = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((r) =>
      [
        [r, r, r],
        [r, r, r + 1],
        [r, r + 1, r + 1],
      ].map(missedBy),
    );
    expect(boxRadii(sigma)).toHaveLength(3);
    expect(missedBy(boxRadii(sigma))).toBeCloseTo(Math.min(...best), 9);
  });

  it.each([
    [2, 3],
    [1, 0.5],
  ])("sigma %d adds %d times what the blurred copy lacks", (sigma, amount) => {
    const image = makeNoise(23, 31);
    const before = image.pixels.slice();
    const blur = (values: readonly number[], radius: number): number[] =>
      mapPixels(image, (column, row) => {
        const near: number[] = [];
        for (let y = Math.max(row - radius, 0); y <= Math.min(row + radius, 30); y += 1) {
          for (let x = Math.max(column - radius, 0); x <= Math.min(column + radius, 22); x += 1) {
            near.push(values[y * 23 + x] ?? Number.NaN);
          }
        }
        return meanOf(near);
      });
    const blurred = boxRadii(sigma).reduce<readonly number[]>(blur, [...image.pixels]);
    const { pixels } = sharpen(sigma, amount)(image).image;
    mapPixels(image, (x, y) => {
      const grey = greyAt(image, x, y);
      const sharp = grey + amount * (grey - (blurred[y * 23 + x] ?? Number.NaN));
      expect(Math.abs((pixels[y * 23 + x] ?? Number.NaN) - Math.min(Math.max(sharp, 0), 255))).toBeLessThan(
        0.51,
      );
      return 0;
    });
    expect(image.pixels).toEqual(before);
  });

  it("leaves everything in its place", () => {
    expect(sharpen(2, 3)(makeNoise(9, 9)).back({ x: 3, y: 4 })).toEqual({ x: 3, y: 4 });
  });
});
