import { describe, expect, it } from "vitest";
import type { Polygon } from "./corners.ts";
import { overlap, placeOf } from "./overlap.ts";

const square = (x: number, y: number): Polygon => [
  { x, y },
  { x: x + 10, y },
  { x: x + 10, y: y + 10 },
  { x, y: y + 10 },
];

describe("overlap", () => {
  it.each([
    [9, 9, true],
    [-9, 3, true],
    [3, 3, true],
    [10, 0, false],
    [0, -11, false],
    [30, 30, false],
  ])("with a square at %i, %i: %s", (x, y, expected) => {
    expect(overlap(square(0, 0), square(x, y))).toBe(expected);
    expect(overlap(square(x, y), square(0, 0).toReversed())).toBe(expected);
  });

  it("is not that of the boxes around: a diamond leaves the corners free", () => {
    const diamond = [
      { x: 10, y: 0 },
      { x: 20, y: 10 },
      { x: 10, y: 20 },
      { x: 0, y: 10 },
    ];
    expect(
      overlap(diamond, [
        { x: 0, y: 0 },
        { x: 4, y: 0 },
        { x: 4, y: 4 },
        { x: 0, y: 4 },
      ]),
    ).toBe(false);
  });
});

describe("the listed code a result counts for", () => {
  const listed = [square(0, 0), square(11, 0), square(50, 0)];

  it("is the nearest of those it overlaps", () => {
    expect(placeOf(square(9, 0), listed)).toBe(1);
    expect(placeOf(square(3, 0), listed)).toBe(0);
  });

  it("is none where it overlaps none", () => {
    expect(placeOf(square(25, 0), listed)).toBeNull();
  });
});
