import { expect, it } from "vitest";
import type { Corners } from "../../../../src/qr/picture/corners.ts";
import { isSheet } from "../../../../src/qr/reader/geometry/outline.ts";

const square: Corners = [
  { x: 0, y: 0 },
  { x: 9, y: 1 },
  { x: 10, y: 10 },
  { x: 1, y: 9 },
];
const [a, b, c, d] = square;

it.each<[string, Corners, boolean]>([
  ["round one way", square, true],
  ["round the other way", [a, d, c, b], true],
  ["crossing itself", [a, c, b, d], false],
  ["with a corner pushed in", [a, b, { x: 3, y: 3 }, d], false],
  ["seen from the side", [a, { x: 9, y: 0 }, { x: 9, y: 2 }, { x: 0, y: 2 }], true],
  ["seen from its edge", [a, { x: 9, y: 0 }, { x: 9, y: 0.5 }, { x: 0, y: 0.5 }], false],
  ["all on a line", [a, { x: 2, y: 0 }, { x: 5, y: 0 }, { x: 9, y: 0 }], false],
  ["nowhere", [a, b, { x: Number.NaN, y: 3 }, d], false],
])("corners %s", (_, corners, expected) => {
  expect(isSheet(corners)).toBe(expected);
});
