import { describe, expect, it } from "vitest";
import { dilate, erode, removeSpecks } from "../../../src/qr/transforms/neighbours.ts";
import { dots, greyAt, makeNoise, mapPixels, wayBackError } from "./pictures.ts";

/** The nine greys in order, darkest first. */
const transforms = [
  ["erode", erode, 0],
  ["removeSpecks", removeSpecks, 4],
  ["dilate", dilate, 8],
] as const;

describe.each(transforms)("%s", (_, transform, rank) => {
  it.each([
    [17, 13],
    [1, 5],
    [5, 1],
    [2, 2],
  ])("takes the right one of nine everywhere in %i × %i", (width, height) => {
    const image = makeNoise(width, height);
    const before = image.pixels.slice();
    const changed = transform(image).image;
    const plain = mapPixels(image, (column, row) => {
      const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => greyAt(image, column + dx, row + dy)));
      return around.sort((a, b) => a - b)[rank] ?? Number.NaN;
    });
    expect([changed.width, changed.height]).toEqual([width, height]);
    expect([...changed.pixels]).toEqual(plain);
    expect(image.pixels).toEqual(before);
  });

  it("leaves everything in its place", () => {
    for (const dot of dots) expect(wayBackError(transform, 100, 60, dot)).toBe(0);
  });
});
