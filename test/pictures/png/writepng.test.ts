import { PNG } from "pngjs";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { renderPng } from "../../../src/pictures/png/writepng.ts";
import { drawSymbol } from "../../../src/qr/symbol/symbol.ts";

const symbol = await drawSymbol(new TextEncoder().encode("the quick brown fox"), "M");

/** What the picture must show, from the symbol alone: 0 black, 255 white. */
function expectedPixels(modulePixels: number): number[] {
  const side = (symbol.size + 8) * modulePixels;
  return Array.from({ length: side * side }, (_, index) => {
    const x = Math.floor((index % side) / modulePixels) - 4;
    const y = Math.floor(Math.floor(index / side) / modulePixels) - 4;
    const inside = x >= 0 && y >= 0 && x < symbol.size && y < symbol.size;
    return inside && symbol.modules[y * symbol.size + x] === 1 ? 0 : 255;
  });
}

describe("renderPng", () => {
  it.each([1, 2, 3, 5, 8])(
    "shows every module as %i pixels a side, four modules of white around",
    async (n) => {
      const file = renderPng(symbol, { modulePixels: n });
      const side = (symbol.size + 8) * n;

      const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([side, side]);
      expect([...data]).toEqual(expectedPixels(n));

      const png = PNG.sync.read(Buffer.from(file));
      expect([...png.data].filter((_, index) => index % 4 === 0)).toEqual(expectedPixels(n));
    },
  );

  it("is a greyscale picture of one bit a pixel", async () => {
    const file = renderPng(symbol, { modulePixels: 4 });
    expect([file[24], file[25]]).toEqual([1, 0]);
    expect(await sharp(file).metadata()).toMatchObject({ format: "png", bitsPerSample: 1, hasAlpha: false });
  });

  it("gives the same bytes for the same symbol", () => {
    expect(renderPng(symbol, { modulePixels: 4 })).toEqual(renderPng(symbol, { modulePixels: 4 }));
  });
});
