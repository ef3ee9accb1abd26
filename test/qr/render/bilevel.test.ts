import { describe, expect, it } from "vitest";
import { drawBilevel } from "../../../src/qr/render/bilevel.ts";
import { drawSymbol } from "../../../src/qr/symbol/symbol.ts";

const symbol = await drawSymbol(new TextEncoder().encode("hello"), "M");

describe("drawBilevel", () => {
  it.each([1, 3, 8])(
    "shows every module as %i pixels a side, four modules of white around",
    (modulePixels) => {
      const { side, lineBytes, lines } = drawBilevel(symbol, modulePixels);
      expect(side).toBe((symbol.size + 8) * modulePixels);
      expect(lines).toHaveLength(side * lineBytes);
      for (let y = 0; y < side; y += 1) {
        for (let x = 0; x < side; x += 1) {
          const [row, column] = [Math.floor(y / modulePixels) - 4, Math.floor(x / modulePixels) - 4];
          const isInside = row >= 0 && column >= 0 && row < symbol.size && column < symbol.size;
          const isDark = isInside && symbol.modules[row * symbol.size + column] === 1;
          const isSet = ((lines[y * lineBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
          if (isSet === isDark) expect.fail(`pixel ${x}, ${y}`);
        }
      }
    },
  );

  it.each([0, -1, 2.5, Number.NaN])("refuses modules of %d pixels", (modulePixels) => {
    const draw = (): unknown => drawBilevel(symbol, modulePixels);
    expect(draw).toThrow(expect.objectContaining({ code: "internal/bug" }));
  });
});
