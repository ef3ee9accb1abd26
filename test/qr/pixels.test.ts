import { describe, expect, it } from "vitest";
import { removeSpecks, shrink } from "../../src/qr/pixels.ts";
import type { GreyPixels } from "../../src/qr/pixels.ts";

/** A picture of noise that is the same in every run. */
function makeNoise(width: number, height: number): GreyPixels {
  let state = 12345;
  const pixels = Uint8Array.from({ length: width * height }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
  return { width, height, pixels };
}

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

function removeSpecksPlainly({ width, height, pixels }: GreyPixels): number[] {
  const clamp = (value: number, end: number): number => Math.min(Math.max(value, 0), end - 1);
  return Array.from(pixels, (_, index) => {
    const around = [-1, 0, 1].flatMap((dy) =>
      [-1, 0, 1].map((dx) => {
        const x = clamp((index % width) + dx, width);
        const y = clamp(Math.floor(index / width) + dy, height);
        return pixels[y * width + x] ?? 0;
      }),
    );
    return around.sort((a, b) => a - b)[4] ?? 0;
  });
}

describe("shrink", () => {
  it.each([
    [20, 10, 10, 10, 5],
    [23, 17, 11, 11, 8],
    [7, 31, 13, 3, 13],
    [40, 1, 9, 9, 1],
  ])("%i × %i to at most %i is the mean of the area", (width, height, maxSide, newWidth, newHeight) => {
    const image = makeNoise(width, height);
    const small = shrink(image, maxSide);
    expect([small.width, small.height]).toEqual([newWidth, newHeight]);
    const plain = shrinkPlainly(image, newWidth, newHeight);
    // Rounded to whole greys, so half a step of difference and no more.
    small.pixels.forEach((grey, index) => {
      expect(Math.abs(grey - (plain[index] ?? Number.NaN))).toBeLessThan(0.5001);
    });
  });

  it("returns a small picture as it is", () => {
    const image = makeNoise(12, 9);
    expect(shrink(image, 12)).toBe(image);
  });
});

describe("removeSpecks", () => {
  it.each([
    [17, 13],
    [1, 5],
    [5, 1],
    [2, 2],
  ])("gives the median of nine everywhere in %i × %i", (width, height) => {
    const image = makeNoise(width, height);
    const before = image.pixels.slice();
    const clean = removeSpecks(image);
    expect([clean.width, clean.height]).toEqual([width, height]);
    expect([...clean.pixels]).toEqual(removeSpecksPlainly(image));
    expect(image.pixels).toEqual(before);
  });
});
