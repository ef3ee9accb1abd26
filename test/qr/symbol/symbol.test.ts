import { describe, expect, it } from "vitest";
import { loadImage } from "../../../src/pictures/image.ts";
import { renderPng } from "../../../src/pictures/png/writepng.ts";
import { scanInThreads } from "../../../src/pictures/scanning.ts";
import { drawSymbol } from "../../../src/qr/symbol/symbol.ts";

const textOf = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(0x61);

describe("drawSymbol", () => {
  it("takes the smallest version that fits", async () => {
    expect((await drawSymbol(textOf(17), "L")).version).toBe(1);
    expect((await drawSymbol(textOf(18), "L")).version).toBe(2);
    expect((await drawSymbol(textOf(2953), "L")).version).toBe(40);
  });

  it("gives a square of modules, dark or light, with its three finder patterns", async () => {
    const { size, modules, errorCorrection } = await drawSymbol(textOf(100), "Q");
    expect(size).toBe(17 + 4 * 8);
    expect(errorCorrection).toBe("Q");
    expect(modules).toHaveLength(size * size);
    expect(new Set(modules)).toEqual(new Set([0, 1]));
    const row = (y: number, x: number): string => modules.subarray(y * size + x, y * size + x + 7).join("");
    for (const [y, x] of [
      [0, 0],
      [0, size - 7],
      [size - 7, 0],
    ] as const) {
      expect([0, 1, 2, 3, 4, 5, 6].map((line) => row(y + line, x))).toEqual([
        "1111111",
        "1000001",
        "1011101",
        "1011101",
        "1011101",
        "1000001",
        "1111111",
      ]);
    }
  });

  it("draws the 45 characters of base45 in alphanumeric mode, digits too", async () => {
    // In numeric mode 17 digits would fit version 1 at H.
    expect((await drawSymbol(new TextEncoder().encode("12345678901234567"), "H")).version).toBe(2);
    const text = new TextEncoder().encode(`QS1:${"ABC $%*+-./:".repeat(20)}`);
    expect((await drawSymbol(text, "M")).version).toBe(9);
    expect((await drawSymbol(Uint8Array.of(...text, 0x61), "M")).version).toBe(11);
  });

  it("draws in alphanumeric mode what the reader gives back to the last character", async () => {
    const text = new TextEncoder().encode(
      `QS1:${"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".repeat(3)} `,
    );
    const image = await loadImage(renderPng(await drawSymbol(text, "M"), { modulePixels: 4 }));
    const { accepted } = await scanInThreads(image, () => true);
    expect(accepted.map(({ payload }) => Buffer.from(payload))).toEqual([Buffer.from(text)]);
  });

  it.each([
    [2332, "M", ["L"]],
    [1700, "H", ["L", "M"]],
    [1274, "H", ["L", "M", "Q"]],
    [2954, "L", []],
    [5000, "H", []],
  ] as const)("refuses %i bytes at %s and says where they fit", async (bytes, level, fitsAt) => {
    await expect(drawSymbol(textOf(bytes), level)).rejects.toMatchObject({
      code: "qr/too-large",
      facts: { fitsAt },
    });
  });
});
