import { describe, expect, it } from "vitest";
import type { Point } from "../../../src/qr/decoders/decoder.ts";
import { arc, foreshorten, rotate } from "../../../src/qr/transforms/warp.ts";
import { dots, greyAt, makeNoise, mapPixels, wayBackError } from "./pictures.ts";

const warps = [
  ["rotate 45", rotate(45)],
  ["rotate 90", rotate(90)],
  ["rotate -20", rotate(-20)],
  ...[0, 45, 90, 135].flatMap((degrees) =>
    [-0.8, 0.4, 1.6].map((k) => [`arc ${degrees} ${k}`, arc(degrees, k)] as const),
  ),
  ...[0, 45, 90, 135].flatMap((degrees) =>
    [-0.5, 0.5].map((k) => [`foreshorten ${degrees} ${k}`, foreshorten(degrees, k)] as const),
  ),
] as const;

describe.each(warps)("%s", (_, transform) => {
  it("keeps the whole picture and leads back", () => {
    // Where it draws one side of a dot out more than the other, the middle of the dot moves a little.
    for (const dot of dots) expect(wayBackError(transform, 100, 60, dot)).toBeLessThan(0.6);
  });

  it("shows at every place what is at the place it comes from, and white outside", () => {
    const image = makeNoise(33, 21);
    const { image: warped, back } = transform(image);
    const plain = mapPixels(warped, (column, row) => {
      const { x, y } = back({ x: column + 0.5, y: row + 0.5 });
      if (x < 0 || y < 0 || x > 33 || y > 21) return 255;
      const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
      const [right, below] = [x - 0.5 - left, y - 0.5 - top];
      return (
        greyAt(image, left, top) * (1 - right) * (1 - below) +
        greyAt(image, left + 1, top) * right * (1 - below) +
        greyAt(image, left, top + 1) * (1 - right) * below +
        greyAt(image, left + 1, top + 1) * right * below
      );
    });
    let wrong = 0;
    warped.pixels.forEach((grey, at) => {
      if (Math.abs(grey - (plain[at] ?? Number.NaN)) > 0.501) wrong += 1;
    });
    expect(wrong).toBe(0);
  });
});

const axis = (degrees: number): Point => {
  const angle = (degrees * Math.PI) / 180;
  return { x: Math.cos(angle), y: Math.sin(angle) };
};
const plus = (a: Point, b: Point, times = 1): Point => ({ x: a.x + times * b.x, y: a.y + times * b.y });
const expectNear = (found: Point, expected: Point): void => {
  expect(Math.hypot(found.x - expected.x, found.y - expected.y)).toBeLessThan(1e-6);
};

/** What a step to either side differs by: second differences of a square are twice its factor, everywhere. */
const bendAt = (back: (place: Point) => Point, at: Point, step: Point): Point =>
  plus(plus(back(plus(at, step)), back(plus(at, step, -1))), back(at), -2);

describe("by definition", () => {
  const image = makeNoise(100, 60);
  const at = { x: 52, y: 31 };

  it.each([
    [45, 1],
    [90, 1],
    [-20, 1],
  ])("rotate %i turns every step back by as much", (degrees, length) => {
    const { image: turned, back } = rotate(degrees)(image);
    expectNear(back({ x: turned.width / 2, y: turned.height / 2 }), { x: 50, y: 30 });
    expectNear(plus(back(plus(at, { x: length, y: 0 })), back(at), -1), axis(-degrees));
  });

  it.each([
    [0, 0.4],
    [90, -0.8],
    [45, 1.6],
  ])("arc %i %d bows lines along the axis, and leaves those across it", (degrees, k) => {
    const along = axis(degrees);
    const across = axis(degrees + 90);
    const { back } = arc(degrees, k)(image);
    expectNear(bendAt(back, at, along), plus({ x: 0, y: 0 }, across, (2 * k) / 100));
    expectNear(plus(back(plus(at, across)), back(at), -1), across);
  });

  it.each([
    [0, 0.5],
    [90, -0.5],
    [45, 0.3],
  ])("foreshorten %i %d draws one end out, and leaves lines across the axis", (degrees, k) => {
    const along = axis(degrees);
    const across = axis(degrees + 90);
    const { back } = foreshorten(degrees, k)(image);
    expectNear(bendAt(back, at, along), plus({ x: 0, y: 0 }, along, (2 * k) / 100));
    expectNear(plus(back(plus(at, across)), back(at), -1), across);
  });

  it("arc takes the middle from the middle, where lines are not slanted", () => {
    const { image: warped, back } = arc(0, -0.8)(image);
    const middle = warped.width / 2;
    const [before, after] = [back({ x: middle - 1, y: 20 }), back({ x: middle + 1, y: 20 })];
    expect(warped.width).toBe(100);
    expect(warped.height).toBe(80);
    expect(before.y).toBeCloseTo(after.y, 9);
  });

  it("foreshorten leaves both ends where they are", () => {
    const { image: warped, back } = foreshorten(0, 0.5)(image);
    expect([warped.width, warped.height]).toEqual([100, 60]);
    expectNear(back({ x: 0, y: 10 }), { x: 0, y: 10 });
    expectNear(back({ x: 100, y: 10 }), { x: 100, y: 10 });
  });
});
