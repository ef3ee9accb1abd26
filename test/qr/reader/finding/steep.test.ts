/** Symbols three to four times as long as wide. */
import { describe, expect, it } from "vitest";
import { findFinders, thoroughLook, quickLook } from "../../../../src/qr/reader/finding/finders.ts";
import { findSteepFinders, stretch } from "../../../../src/qr/reader/finding/steep.ts";
import { readSymbols } from "../../../../src/qr/reader/reader.ts";
import { simulate } from "../../support/simulated.ts";

const goOn = (): boolean => false;
const sizes = { smallest: 2, largest: 12 };

describe("a symbol at a flat angle", () => {
  it.each([
    { across: 1, down: 1 / 3.5 },
    { across: 1 / 3.5, down: 1 },
  ])("$across of its width and $down of its height is read", ({ across, down }) => {
    for (const seed of [1, 2]) {
      const { photo, payload, locate } = simulate({ version: 3, blur: 0.3, seed, pixelsPerModule: 8 });
      const { read } = readSymbols(stretch(photo, across, down), goOn);
      expect(read.map((symbol) => symbol.payload)).toEqual([payload]);
      const corner = locate(0, 0);
      const found = read[0]?.corners[0] ?? { x: 0, y: 0 };
      expect(Math.hypot(found.x - corner.x * across, found.y - corner.y * down)).toBeLessThan(4);
    }
  });

  it("shows finders that only the copies show", () => {
    const { photo, locate } = simulate({ version: 3, blur: 0.3, seed: 1, pixelsPerModule: 8 });
    const picture = stretch(photo, 1, 1 / 3.5);
    const { x, y } = locate(3.5, 3.5);
    const nearest = (found: ReturnType<typeof findFinders>): number =>
      Math.min(...found.map(({ place }) => Math.hypot(place.x - x, place.y - y / 3.5)));
    expect(nearest(findFinders(picture, sizes, thoroughLook, goOn))).toBeGreaterThan(2);
    expect(nearest(findSteepFinders(picture, sizes, quickLook, goOn))).toBeLessThan(1);
    expect(findSteepFinders(picture, sizes, quickLook, () => true)).toEqual([]);
  });

  it("is stretched about the picture's corner", () => {
    const ramp = {
      width: 40,
      height: 30,
      pixels: Uint8Array.from({ length: 1200 }, (_, at) => 3 * (at % 40) + 4 * Math.floor(at / 40)),
    };
    const { width, height, pixels } = stretch(ramp, 1.6, 0.5);
    expect([width, height]).toEqual([64, 15]);
    const expected = 3 * (20.5 / 1.6 - 0.5) + 4 * (7.5 / 0.5 - 0.5);
    expect(Math.abs((pixels[7 * 64 + 20] ?? 0) - expected)).toBeLessThanOrEqual(0.5);
  });
});
