import { describe, expect, it } from "vitest";
import type { Point, Quad } from "./homography.ts";
import { inverse, mapPoint, rectangleToQuad } from "./homography.ts";

const quad: Quad = [
  { x: 31, y: 12 },
  { x: 410, y: 40 },
  { x: 380, y: 395 },
  { x: 5, y: 350 },
];
const corners: readonly Point[] = [
  { x: 0, y: 0 },
  { x: 200, y: 0 },
  { x: 200, y: 100 },
  { x: 0, y: 100 },
];

const expectSamePoint = (actual: Point, expected: Point): void => {
  expect(actual.x).toBeCloseTo(expected.x, 9);
  expect(actual.y).toBeCloseTo(expected.y, 9);
};

describe("a homography", () => {
  it("maps the corners of the rectangle onto the corners of the quad", () => {
    const toQuad = rectangleToQuad(200, 100, quad);
    corners.forEach((corner, index) => {
      expectSamePoint(mapPoint(toQuad, corner), quad[index] ?? { x: NaN, y: NaN });
    });
  });

  it("keeps straight lines straight: the diagonals cross where they crossed", () => {
    const middle = mapPoint(rectangleToQuad(200, 100, quad), { x: 100, y: 50 });
    const [p, q, r, s] = quad;
    const offDiagonal = (from: Point, to: Point): number =>
      (to.x - from.x) * (middle.y - from.y) - (to.y - from.y) * (middle.x - from.x);
    expect(offDiagonal(p, r)).toBeCloseTo(0, 6);
    expect(offDiagonal(q, s)).toBeCloseTo(0, 6);
  });

  it("is undone by its inverse", () => {
    const toQuad = rectangleToQuad(200, 100, quad);
    const back = inverse(toQuad);
    for (const point of [...corners, { x: 13, y: 88 }, { x: 250, y: -20 }]) {
      expectSamePoint(mapPoint(back, mapPoint(toQuad, point)), point);
    }
  });

  it("is refused for corners on one line", () => {
    const flat: Quad = [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
      { x: 2, y: 2 },
      { x: 3, y: 3 },
    ];
    expect(() => rectangleToQuad(1, 1, flat)).toThrow(/three on one line/);
  });
});
