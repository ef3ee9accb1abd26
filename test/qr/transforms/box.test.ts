import { describe, expect, it } from "vitest";
import { boxMeans, localMoments } from "../../../src/qr/transforms/box.ts";
import { makeNoise, mapPixels, meanOf, windowAround } from "../support/plainpictures.ts";

const cases = [
  [17, 13, 2],
  [17, 13, 0],
  [9, 21, 6],
  [5, 4, 30],
  [1, 8, 3],
  [8, 1, 3],
] as const;

describe("boxMeans", () => {
  it.each(cases)("in %i × %i, radius %i, are the means of the windows", (width, height, radius) => {
    const image = makeNoise(width, height);
    const means = boxMeans(Float32Array.from(image.pixels), width, height, radius);
    const plain = mapPixels(image, (x, y) => meanOf(windowAround(image, x, y, radius)));
    means.forEach((mean, at) => {
      expect(mean).toBeCloseTo(plain[at] ?? Number.NaN, 3);
    });
  });
});

describe("localMoments", () => {
  it.each(cases)("in %i × %i, radius %i, are those of the windows", (width, height, radius) => {
    const image = makeNoise(width, height);
    const { means, deviations } = localMoments(image.pixels, width, height, radius);
    mapPixels(image, (x, y) => {
      const greys = windowAround(image, x, y, radius);
      const mean = meanOf(greys);
      const variance = meanOf(greys.map((grey) => (grey - mean) ** 2));
      expect(means[y * width + x]).toBeCloseTo(mean, 3);
      expect(deviations[y * width + x]).toBeCloseTo(Math.sqrt(variance), 2);
      return 0;
    });
  });
});
