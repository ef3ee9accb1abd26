import { describe, expect, it } from "vitest";
import { gamma, shareBelow, window } from "../../../src/qr/transforms/levels.ts";
import { dots, wayBackError } from "../support/plainpictures.ts";

const ramp = { width: 32, height: 8, pixels: Uint8Array.from({ length: 256 }, (_, grey) => grey) };

describe("gamma", () => {
  it.each([0.4, 1, 2.5, 5])("%d raises every level to that power", (exponent) => {
    const { image } = gamma(exponent)(ramp);
    expect(image).toMatchObject({ width: 32, height: 8 });
    image.pixels.forEach((level, grey) => {
      expect(Math.abs(level - 255 * Math.pow(grey / 255, exponent))).toBeLessThanOrEqual(0.5);
    });
    expect(ramp.pixels[100]).toBe(100);
  });
});

describe("window", () => {
  it.each([
    [0, 24],
    [128, 255],
    [40, 200],
  ])("%i to %i fills the range and cuts the rest off", (low, high) => {
    window(
      low,
      high,
    )(ramp).image.pixels.forEach((level, grey) => {
      const share = (grey - low) / (high - low);
      const expected = grey <= low ? 0 : grey >= high ? 255 : 255 * share;
      expect(Math.abs(level - expected)).toBeLessThanOrEqual(0.5);
    });
  });

  it("leaves everything in its place", () => {
    for (const dot of dots) expect(wayBackError(window(10, 240), 100, 60, dot)).toBe(0);
  });
});

describe("shareBelow", () => {
  it("is about the share of all pixels, whatever their order", () => {
    const greys = Uint8Array.from({ length: 300 * 200 }, (_, at) => (at * 37) % 256);
    for (const pixels of [greys, greys.toSorted(), greys.toSorted().reverse()]) {
      for (const grey of [0, 48, 200]) {
        expect(shareBelow({ width: 300, height: 200, pixels }, grey)).toBeCloseTo(grey / 256, 2);
      }
    }
  });
});
