import { describe, expect, it } from "vitest";
import { localStretch } from "../../../src/qr/transforms/surround.ts";
import { dots, greyAt, makeNoise, mapPixels, meanOf, windowAround } from "../support/plainpictures.ts";

const deviationOf = (greys: readonly number[]): number => {
  const mean = meanOf(greys);
  return Math.sqrt(meanOf(greys.map((grey) => (grey - mean) ** 2)));
};

describe("localStretch", () => {
  it.each([
    [40, 20, 0.1, 4],
    [15, 30, 0.05, 2],
    [6, 5, 0.01, 1],
  ])("in %i × %i, a share of %d", (width, height, share, radius) => {
    const image = makeNoise(width, height);
    const before = image.pixels.slice();
    const { pixels } = localStretch(share)(image).image;
    mapPixels(image, (x, y) => {
      const greys = windowAround(image, x, y, radius);
      const stretched = 127.5 + (127.5 * (greyAt(image, x, y) - meanOf(greys))) / (1.5 * deviationOf(greys));
      const expected = Math.min(Math.max(stretched, 0), 255);
      expect(Math.abs((pixels[y * width + x] ?? Number.NaN) - expected)).toBeLessThan(0.51);
      return 0;
    });
    expect(image.pixels).toEqual(before);
  });

  it("leaves the noise of bare paper faint", () => {
    const paper = { ...makeNoise(40, 40), pixels: makeNoise(40, 40).pixels.map((grey) => 200 + (grey & 1)) };
    const { pixels } = localStretch(0.2)(paper).image;
    expect(Math.max(...pixels) - Math.min(...pixels)).toBeLessThan(64);
  });

  it("leaves everything in its place", () => {
    const { back } = localStretch(0.02)(makeNoise(100, 60));
    for (const dot of dots) expect(back(dot)).toEqual(dot);
  });
});
