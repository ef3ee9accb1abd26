import { describe, expect, it } from "vitest";
import type { GreyPixels } from "../../../src/qr/picture/pixels.ts";
import { shrinkTo } from "../../../src/qr/transforms/scale.ts";
import { dots, makeNoise, wayBackError } from "../support/plainpictures.ts";

/** Copies every pixel into a block of width × height small ones, then takes the means of whole blocks. */
function shrinkPlainly(image: GreyPixels, width: number, height: number): number[] {
  return Array.from({ length: width * height }, (_, index) => {
    const left = (index % width) * image.width;
    const top = Math.floor(index / width) * image.height;
    let sum = 0;
    for (let y = top; y < top + image.height; y += 1) {
      for (let x = left; x < left + image.width; x += 1) {
        sum += image.pixels[Math.floor(y / height) * image.width + Math.floor(x / width)] ?? 0;
      }
    }
    return sum / (image.width * image.height);
  });
}

describe("shrinkTo", () => {
  it.each([
    [20, 10, 10, 10, 5],
    [23, 17, 11, 11, 8],
    [7, 31, 13, 3, 13],
    [40, 1, 9, 9, 1],
  ])("%i × %i to at most %i is the mean of the area", (width, height, maxSide, newWidth, newHeight) => {
    const image = makeNoise(width, height);
    const small = shrinkTo(maxSide)(image).image;
    expect([small.width, small.height]).toEqual([newWidth, newHeight]);
    const plain = shrinkPlainly(image, newWidth, newHeight);
    // Rounded to whole greys, so half a step of difference and no more.
    small.pixels.forEach((grey, index) => {
      expect(Math.abs(grey - (plain[index] ?? Number.NaN))).toBeLessThan(0.5001);
    });
  });

  it("returns a small picture as it is", () => {
    const image = makeNoise(12, 9);
    expect(shrinkTo(12)(image).image).toBe(image);
  });

  it("leads back", () => {
    for (const dot of dots) expect(wayBackError(shrinkTo(73), 100, 60, dot)).toBeLessThan(0.1);
  });
});
