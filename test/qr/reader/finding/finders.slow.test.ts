import { describe, expect, it } from "vitest";
import {
  FinderSearch,
  findFinders,
  quickLook,
  thoroughLook,
} from "../../../../src/qr/reader/finding/finders.ts";
import { simulate } from "../../support/simulated.ts";

const sizes = { smallest: 2, largest: 12 };
const goOn = (): boolean => false;

describe("findFinders", () => {
  it.each([
    { version: 10, blur: 0.35, pixelsPerModule: 4, within: 0.15 },
    { version: 10, blur: 0.55, pixelsPerModule: 2.5, within: 0.25 },
    { version: 20, blur: 0.55, pixelsPerModule: 4, within: 0.2 },
    { version: 20, blur: 0.75, pixelsPerModule: 4, within: 0.45 },
    { version: 7, blur: 0.85, pixelsPerModule: 8, within: 0.45 },
  ])(
    "finds the three of version $version at blur $blur, $pixelsPerModule px",
    ({ version, blur, pixelsPerModule, within }) => {
      for (const seed of [1, 2]) {
        const { photo, locate, symbol } = simulate({ version, blur, seed, pixelsPerModule });
        const found = findFinders(photo, sizes, quickLook, goOn);
        for (const [u, v] of [
          [3.5, 3.5],
          [symbol.size - 3.5, 3.5],
          [3.5, symbol.size - 3.5],
        ] as const) {
          const { x, y } = locate(u, v);
          const distances = found.map(({ place }) => Math.hypot(place.x - x, place.y - y) / pixelsPerModule);
          expect(Math.min(...distances)).toBeLessThan(within);
          const finder = found[distances.indexOf(Math.min(...distances))];
          expect(finder?.correlation).toBeGreaterThan(0.75);
          expect((finder?.module ?? 0) / pixelsPerModule).toBeGreaterThan(0.85);
          expect((finder?.module ?? 0) / pixelsPerModule).toBeLessThan(1.2);
          // Within the steps in which the blur is tried.
          expect(Math.abs((finder?.blur ?? 0) - blur)).toBeLessThan(0.31);
        }
      }
    },
  );

  it("finds them in the shade, where ink and paper are a dozen grey levels apart", () => {
    for (const seed of [1, 2, 3]) {
      const { photo, locate, symbol } = simulate({ version: 6, blur: 0.45, seed });
      const shaded = { ...photo, pixels: photo.pixels.map((grey) => Math.round(grey * 0.07)) };
      const found = findFinders(shaded, sizes, quickLook, goOn);
      for (const { x, y } of [
        locate(3.5, 3.5),
        locate(symbol.size - 3.5, 3.5),
        locate(3.5, symbol.size - 3.5),
      ])
        expect(Math.min(...found.map(({ place }) => Math.hypot(place.x - x, place.y - y)))).toBeLessThan(1);
    }
  });

  it.each([2, 2.5, 3])(
    "finds them at %f pixels a module in a large picture, wherever they stand",
    (pixelsPerModule) => {
      const { photo, locate, symbol } = simulate({ version: 7, blur: 0.5, seed: 1, pixelsPerModule });
      const side = 1300;
      for (const shift of [600, 601]) {
        const pixels = new Uint8Array(side * side).fill(photo.pixels[0] ?? 0);
        for (let y = 0; y < photo.height; y += 1) {
          const row = photo.pixels.subarray(y * photo.width, (y + 1) * photo.width);
          pixels.set(row, (y + shift) * side + shift);
        }
        const found = findFinders({ width: side, height: side, pixels }, sizes, quickLook, goOn);
        for (const { x, y } of [
          locate(3.5, 3.5),
          locate(symbol.size - 3.5, 3.5),
          locate(3.5, symbol.size - 3.5),
        ]) {
          const distances = found.map(({ place }) => Math.hypot(place.x - shift - x, place.y - shift - y));
          expect(Math.min(...distances)).toBeLessThan(0.3 * pixelsPerModule);
        }
      }
    },
  );

  it("goes on from a quick look to a thorough one, and leaves out what is taken", () => {
    const { photo, locate } = simulate({ version: 6, blur: 0.45, seed: 1 });
    const least = { looks: 1, fits: 1, kept: 24 };
    const search = new FinderSearch(photo, sizes, goOn);
    expect(search.look(least).length).toBeLessThanOrEqual(1);
    expect(search.look(thoroughLook)).toEqual(findFinders(photo, sizes, thoroughLook, goOn));
    const { x, y } = locate(3.5, 3.5);
    const isNear = (place: { readonly x: number; readonly y: number }): boolean =>
      Math.hypot(place.x - x, place.y - y) < 12;
    const elsewhere = new FinderSearch(photo, sizes, goOn, isNear).look(thoroughLook);
    expect(elsewhere.length).toBeGreaterThanOrEqual(2);
    expect(elsewhere.filter(({ place }) => isNear(place))).toEqual([]);
  });

  it("finds nothing on blank paper, and nothing when told to stop", () => {
    const blank = { width: 300, height: 200, pixels: new Uint8Array(60_000).fill(200) };
    expect(findFinders(blank, sizes, quickLook, goOn)).toEqual([]);
    const { photo } = simulate({ version: 5, blur: 0.3, seed: 1 });
    expect(findFinders(photo, sizes, quickLook, () => true)).toEqual([]);
  });
});
