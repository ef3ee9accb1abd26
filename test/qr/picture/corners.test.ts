import { expect, it } from "vitest";
import { contains, mapCorners, middleOf } from "../../../src/qr/picture/corners.ts";
import type { Corners } from "../../../src/qr/picture/corners.ts";

const drawn: Corners = [
  { x: 10, y: 20 },
  { x: 40, y: 24 },
  { x: 38, y: 60 },
  { x: 8, y: 52 },
];
const [a, b, c, d] = drawn;
const mirrored: Corners = [a, d, c, b];

it.each([
  ["as drawn", drawn],
  ["mirrored", mirrored],
])("a symbol %s contains its middle and its corners, and nothing beyond its edges", (_, corners) => {
  for (const inside of [middleOf(corners), ...corners]) expect(contains(corners, inside)).toBe(true);
  for (const outside of [
    { x: 9, y: 24 },
    { x: 41, y: 40 },
    { x: 24, y: 60 },
    { x: 24, y: 20 },
  ])
    expect(contains(corners, outside)).toBe(false);
});

it("the middle is that of the four corners", () => {
  expect(middleOf(drawn)).toEqual({ x: 24, y: 39 });
});

it("corners that are moved keep the order in which they were drawn", () => {
  const moved = mapCorners(drawn, ({ x, y }) => ({ x: -x, y: 2 * y }));
  expect(moved).toEqual(drawn.map(({ x, y }) => ({ x: -x, y: 2 * y })));
});
