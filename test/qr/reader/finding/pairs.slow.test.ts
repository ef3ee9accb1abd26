/** Symbols of which one finder pattern cannot be seen. */
import { describe, expect, it } from "vitest";
import type { GreyPixels } from "../../../../src/qr/picture/pixels.ts";
import { FinderSearch, thoroughLook } from "../../../../src/qr/reader/finding/finders.ts";
import { completePairs } from "../../../../src/qr/reader/finding/pairs.ts";
import { findTriples } from "../../../../src/qr/reader/finding/triples.ts";
import { readSymbols } from "../../../../src/qr/reader/reader.ts";
import { simulate } from "../../support/simulated.ts";
import type { Simulated } from "../../support/simulated.ts";

const goOn = (): boolean => false;
const sizes = { smallest: 2, largest: 12 };

type Corner = "upper left" | "upper right" | "lower left";

function centreOf({ symbol: { size }, locate }: Simulated, corner: Corner): { x: number; y: number } {
  const far = size - 3.5;
  return locate(corner === "upper right" ? far : 3.5, corner === "lower left" ? far : 3.5);
}

/** A disk of one grey level where the finder was. */
function cover(simulated: Simulated, corner: Corner, grey: number): GreyPixels {
  const { photo } = simulated;
  const { x, y } = centreOf(simulated, corner);
  const pixels = photo.pixels.map((pixel, at) =>
    Math.hypot((at % photo.width) - x, Math.floor(at / photo.width) - y) < 16 ? grey : pixel,
  );
  return { width: photo.width, height: photo.height, pixels };
}

describe.each<Corner>(["upper left", "upper right", "lower left"])("without the %s finder", (corner) => {
  it.each([
    { version: 1, grey: 235 },
    { version: 7, grey: 60 },
    { version: 14, grey: 235 },
  ])("version $version is read", ({ version, grey }) => {
    for (const seed of [1, 2]) {
      const simulated = simulate({ version, blur: 0.4, seed, level: "Q" });
      const { read } = readSymbols(cover(simulated, corner, grey), goOn);
      expect(read.map(({ payload }) => payload)).toEqual([simulated.payload]);
    }
  });

  it("the two others tell where it was", () => {
    const simulated = simulate({ version: 7, blur: 0.4, seed: 3 });
    const picture = cover(simulated, corner, 235);
    const finders = new FinderSearch(picture, sizes, goOn).look(thoroughLook);
    expect(findTriples(finders)).toEqual([]);
    const [triple] = completePairs(picture, finders, goOn);
    for (const [finder, name] of [
      [triple?.topLeft, "upper left"],
      [triple?.topRight, "upper right"],
      [triple?.bottomLeft, "lower left"],
    ] as const) {
      const { x, y } = centreOf(simulated, name);
      const off = Math.hypot((finder?.place.x ?? 0) - x, (finder?.place.y ?? 0) - y);
      expect(off).toBeLessThan(name === corner ? 4 : 1);
    }
    expect(completePairs(picture, finders, () => true)).toEqual([]);
  });
});
