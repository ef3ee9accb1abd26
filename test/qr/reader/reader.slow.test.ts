import { describe, expect, it } from "vitest";
import { readSymbols } from "../../../src/qr/reader/reader.ts";
import { drawModules } from "../../simulator/index.ts";
import { drawData } from "../support/drawing.ts";
import { createSymbol } from "../support/qrcodepackage.ts";
import { makePayload } from "../support/sample.ts";
import { simulate } from "../support/simulated.ts";
import type { Case } from "../support/simulated.ts";

const goOn = (): boolean => false;

/** How many of `seeds` are read; what is read at all is read right, once, where it lies. */
function countRead(of: Omit<Case, "seed">, seeds: readonly number[]): number {
  let count = 0;
  for (const seed of seeds) {
    const { photo, payload, locate, symbol } = simulate({ ...of, seed });
    const { read, unread } = readSymbols(photo, goOn);
    for (const found of read) {
      expect(found).toMatchObject({ payload, version: of.version, errorCorrection: of.level ?? "M" });
      expect(Math.abs(found.blur - of.blur)).toBeLessThan(0.15);
      const { size } = symbol;
      const corners = [locate(0, 0), locate(size, 0), locate(size, size), locate(0, size)];
      found.corners.forEach(({ x, y }, index) => {
        const truth = corners[index] ?? { x: 0, y: 0 };
        expect(Math.hypot(x - truth.x, y - truth.y)).toBeLessThan(of.pixelsPerModule ?? 4);
      });
    }
    expect(read.length).toBeLessThanOrEqual(1);
    expect(unread.length * read.length).toBe(0);
    count += read.length;
  }
  return count;
}

describe("readSymbols reads all, and never wrongly", () => {
  it.each<Omit<Case, "seed">>([
    { version: 5, blur: 0.35 },
    { version: 5, blur: 0.7 },
    { version: 10, blur: 0.55, pixelsPerModule: 3 },
    { version: 15, blur: 0.65, level: "L" },
    { version: 20, blur: 0.35 },
    { version: 20, blur: 0.55, noise: 9 },
    { version: 20, blur: 0.75 },
    { version: 25, blur: 0.6, level: "H" },
    { version: 25, blur: 0.75 },
  ])("flat: version $version, blur $blur", (of) => {
    expect(countRead(of, [1, 2])).toBe(2);
  });

  it.each([1, 3, 6])("bowed by %i modules at blur 0.55", (bow) => {
    expect(countRead({ version: 20, blur: 0.55, bow }, [1, 2])).toBe(2);
  });
});

describe("readSymbols", () => {
  it("goes on to smaller codes, or not once it has read a larger one", () => {
    const large = simulate({ version: 4, blur: 0.5, seed: 1, pixelsPerModule: 24 });
    const small = simulate({ version: 6, blur: 0.4, seed: 2, pixelsPerModule: 2.6 });
    const width = large.photo.width + small.photo.width;
    const { height } = large.photo;
    const pixels = new Uint8Array(width * height).fill(220);
    for (const [left, { photo }] of [[0, large] as const, [large.photo.width, small] as const])
      for (let row = 0; row < photo.height; row += 1)
        pixels.set(photo.pixels.subarray(row * photo.width, (row + 1) * photo.width), row * width + left);
    const read = (extent: "all" | "first"): readonly Uint8Array[] =>
      readSymbols({ width, height, pixels }, goOn, extent).read.map(({ payload }) => payload);
    expect(read("all")).toEqual([large.payload, small.payload]);
    expect(read("first")).toEqual([large.payload]);
  });

  it.each(["all", "first"] as const)("reads two codes of one size in one picture: %s", (extent) => {
    const [a, b] = [1, 2].map((seed) => simulate({ version: 4, blur: 0.5, seed }));
    if (a === undefined || b === undefined) throw new Error("two cases");
    const width = a.photo.width + b.photo.width;
    const height = Math.max(a.photo.height, b.photo.height);
    const pixels = new Uint8Array(width * height).fill(128);
    for (const [{ photo }, left] of [
      [a, 0],
      [b, a.photo.width],
    ] as const) {
      for (let row = 0; row < photo.height; row += 1) {
        const line = photo.pixels.subarray(row * photo.width, (row + 1) * photo.width);
        pixels.set(line, row * width + left);
      }
    }
    const { read } = readSymbols({ width, height, pixels }, goOn, extent);
    expect(read.map(({ payload }) => payload)).toEqual(expect.arrayContaining([a.payload, b.payload]));
    expect(read).toHaveLength(2);
  });

  it("reads all codes of a sheet", () => {
    const [side, count] = [660, 5];
    const pixels = new Uint8Array(side * side).fill(255);
    const payloads = Array.from({ length: count * count }, (_, index) => makePayload(12, index));
    payloads.forEach((payload, index) => {
      const { size, modules } = createSymbol([{ mode: "byte", data: payload }], 2, "M");
      const code = drawModules(size, (row, column) => modules[row * size + column] === 1, 4);
      const corner = Math.floor(index / count) * code.width * side + (index % count) * code.width;
      for (let row = 0; row < code.width; row += 1) {
        const line = code.pixels.subarray(row * code.width, (row + 1) * code.width);
        pixels.set(line, corner + row * side);
      }
    });
    const { read } = readSymbols({ width: side, height: side, pixels }, goOn);
    expect(read).toHaveLength(payloads.length);
    expect(read.map(({ payload }) => payload)).toEqual(expect.arrayContaining(payloads));
  });

  it("tells of a symbol that is there and too blurred", () => {
    const { photo, locate } = simulate({ version: 12, blur: 0.8, noise: 16, seed: 1 });
    const { read, unread } = readSymbols(photo, goOn);
    expect(read).toEqual([]);
    expect(unread).toHaveLength(1);
    expect(unread[0]).toMatchObject({ reason: "blocks", version: 12 });
    expect(unread[0]?.solved).toBeLessThan(unread[0]?.blocks ?? 0);
    expect(Math.abs((unread[0]?.blur ?? 0) - 0.8)).toBeLessThan(0.2);
    const corner = locate(0, 0);
    const found = unread[0]?.corners[0] ?? { x: 0, y: 0 };
    expect(Math.hypot(found.x - corner.x, found.y - corner.y)).toBeLessThan(8);
  });

  it("tells of finders that belong together where no modules fit between them", () => {
    const simulated = simulate({ version: 9, blur: 0.3, seed: 1 });
    const { photo, locate, symbol } = simulated;
    const near = [locate(3.5, 3.5), locate(symbol.size - 3.5, 3.5), locate(3.5, symbol.size - 3.5)];
    const isKept = (x: number, y: number): boolean =>
      near.some((centre) => Math.hypot(centre.x - x, centre.y - y) < 24);
    const pixels = photo.pixels.map((grey, at) =>
      isKept(at % photo.width, Math.floor(at / photo.width)) ? grey : 200,
    );
    const { read, unread } = readSymbols({ width: photo.width, height: photo.height, pixels }, goOn);
    expect(read).toEqual([]);
    expect(unread).toHaveLength(1);
    expect(unread[0]).toMatchObject({ reason: "grid", version: null, solved: null, blocks: null });
    expect(Math.abs((unread[0]?.blur ?? 0) - 0.3)).toBeLessThan(0.15);
    const corner = locate(symbol.size, 0);
    const found = unread[0]?.corners[1] ?? { x: 0, y: 0 };
    expect(Math.hypot(found.x - corner.x, found.y - corner.y)).toBeLessThan(8);
  });

  it.each([
    [
      "the letter A",
      [0x40, 0x14, 0x10],
      { read: [{ payload: Uint8Array.of(0x41), version: 2 }], unread: [] },
    ],
    [
      "ECI",
      [0x71, 0xa4, 0x01, 0x41],
      { read: [], unread: [{ reason: "mode", version: 2, solved: 1, blocks: 1 }] },
    ],
    ["kanji", [0x80, 0x16, 0xcf], { read: [], unread: [{ reason: "mode", solved: 1 }] }],
    ["nothing at all", [], { read: [], unread: [{ reason: "contents", solved: 1 }] }],
    ["a mode that does not exist", [0xf0], { read: [], unread: [{ reason: "contents", solved: 1 }] }],
  ])("reports what it makes of %s", (_, data, expected) => {
    const { size, modules } = drawData(data, 2, "M");
    const picture = drawModules(size, (row, column) => modules[row * size + column] === 1, 5);
    expect(readSymbols(picture, goOn)).toMatchObject(expected);
  });

  it("finds nothing on blank paper, and nothing when told to stop", () => {
    const nothing = { read: [], unread: [] };
    const blank = { width: 400, height: 300, pixels: new Uint8Array(120_000).fill(200) };
    expect(readSymbols(blank, goOn)).toEqual(nothing);
    expect(readSymbols(simulate({ version: 3, blur: 0.3, seed: 1 }).photo, () => true)).toEqual(nothing);
    const dot = { width: 1, height: 1, pixels: Uint8Array.of(0) };
    expect(readSymbols(dot, goOn)).toEqual(nothing);
  });
});
