import { describe, expect, it } from "vitest";
import { BoxSums, halve, sampleAt } from "../../../../src/qr/reader/geometry/sampling.ts";
import { randomFor } from "../../../simulator/index.ts";

describe("sampling", () => {
  const random = randomFor(1, "pixels");
  const image = {
    width: 21,
    height: 14,
    pixels: Uint8Array.from({ length: 21 * 14 }, () => random.uniform(0, 256)),
  };
  const pixel = (x: number, y: number): number => image.pixels[y * 21 + x] ?? 0;

  it("is exact at the middle of a pixel, half way between two, and at the border", () => {
    expect(sampleAt(image, 4.5, 3.5)).toBe(pixel(4, 3));
    expect(sampleAt(image, 5, 3.5)).toBeCloseTo((pixel(4, 3) + pixel(5, 3)) / 2, 9);
    expect(sampleAt(image, -7, -9)).toBe(pixel(0, 0));
    expect(Math.abs(sampleAt(image, 99, 99) - pixel(20, 13))).toBeLessThan(1);
  });

  it("of half the picture is at half the coordinates", () => {
    const half = halve(image);
    expect([half.width, half.height]).toEqual([10, 7]);
    const mean = (pixel(6, 4) + pixel(7, 4) + pixel(6, 5) + pixel(7, 5)) / 4;
    expect(Math.abs(sampleAt(half, 3.5, 2.5) - mean)).toBeLessThanOrEqual(0.5);
    expect(sampleAt(image, 7, 5)).toBeCloseTo(mean, 9);
  });

  it("sums boxes", () => {
    let sum = 0;
    for (let y = 2; y < 8; y += 1) for (let x = 5; x < 11; x += 1) sum += pixel(x, y);
    const boxes = new BoxSums(image);
    expect(boxes.mean(8, 5, 3)).toBeCloseTo(sum / 36, 9);
    expect(boxes.mean(0, 0, 1)).toBe(pixel(0, 0));
    expect(boxes.mean(-50, 5, 3)).toBe(0);
  });
});
