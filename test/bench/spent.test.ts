import { expect, test } from "vitest";
import { percentileOf } from "../../bench/lib/spent.ts";

test.each([
  [[5, 1, 3], 0.5, 3],
  [[4, 1, 3, 2], 0.5, 2],
  [[10, 9, 1], 1, 10],
  [Array.from({ length: 100 }, (_, at) => at + 1), 0.95, 95],
  [Array.from({ length: 20 }, (_, at) => at + 1), 0.99, 20],
  [[7], 0.01, 7],
  [[], 0.5, null],
])("of %j the percentile at %d is %d", (values, share, expected) => {
  expect(percentileOf(values, share)).toBe(expected);
});
