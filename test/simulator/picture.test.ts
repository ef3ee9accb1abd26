import { describe, expect, it } from "vitest";
import { drawModules, measureModulePixels } from "./picture.ts";

// The upper edge of a finder pattern is all that measuring looks at.
const sevenWide = (row: number, column: number): boolean => row < 7 && column < 7;

describe("a printed picture", () => {
  it("has its modules where they belong", () => {
    const picture = drawModules(3, (row, column) => row === 1 && column === 2, 2, 1);
    expect([picture.width, picture.height]).toEqual([10, 10]);
    const dark = [...picture.pixels].flatMap((grey, at) =>
      grey === 0 ? [[at % 10, Math.floor(at / 10)]] : [],
    );
    expect(dark).toEqual([
      [6, 4],
      [7, 4],
      [6, 5],
      [7, 5],
    ]);
  });

  it.each([1, 3, 8])("tells that its modules are %i pixels wide", (modulePixels) => {
    expect(measureModulePixels(drawModules(21, sevenWide, modulePixels))).toBe(modulePixels);
  });

  it("without any ink cannot be measured", () => {
    expect(() => measureModulePixels(drawModules(21, () => false))).toThrow(/no dark pixel/);
  });
});
