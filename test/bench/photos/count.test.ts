import { describe, expect, test } from "vitest";
import {
  countPicture,
  misreadsOf,
  shareOfCodes,
  shareOfPictures,
  shareOfSingles,
} from "../../../bench/photos/count.ts";
import { ladderTable } from "../../../bench/photos/contribution.ts";
import type { Result } from "../../../bench/photos/count.ts";
import type { Corners } from "../../../src/qr/picture/corners.ts";

const square = (x: number): Corners => [
  { x, y: 0 },
  { x: x + 10, y: 0 },
  { x: x + 10, y: 10 },
  { x, y: 10 },
];
const at = (x: number, text: string): Result => ({
  payload: new TextEncoder().encode(text),
  corners: square(x),
});
const listed = [square(0), square(20), square(40)];

describe("results in one photograph", () => {
  test("a code that is read twice with the same text is read once", () => {
    const count = countPicture(listed, [at(1, "a"), at(0, "a"), at(41, "b")]);
    expect([...count.read].sort()).toEqual([0, 2]);
    expect(misreadsOf(count)).toBe(0);
  });

  test("two texts for one place are a misread, though the code counts as read", () => {
    const count = countPicture(listed, [at(1, "a"), at(0, "b")]);
    expect([count.read.size, count.outside, count.contradicted, misreadsOf(count)]).toEqual([1, 0, 1, 1]);
  });

  test("the same text in two places is none, a result beside all places is one", () => {
    const count = countPicture(listed, [at(0, "a"), at(20, "a"), at(60, "a")]);
    expect([count.read.size, count.outside, count.contradicted]).toEqual([2, 1, 0]);
  });
});

test("shares of codes, of pictures and of pictures with one code", () => {
  const counts = [
    countPicture(listed, [at(0, "a")]),
    countPicture([square(0)], []),
    countPicture([square(0)], [at(0, "a")]),
    countPicture([square(0)], [at(90, "a")]),
  ];
  expect(shareOfCodes(counts)).toBeCloseTo((100 * 2) / 6);
  expect(shareOfPictures(counts)).toBe(50);
  expect(shareOfSingles(counts)).toBeCloseTo(100 / 3);
  expect(shareOfCodes([])).toBeNull();
});

test("a rung is good for what those before it did not read, and costs what comes to it", () => {
  const climb = (...rungs: readonly (readonly [string, number, readonly Result[]])[]): object => ({
    rungs: rungs.map(([rung, cpu, results]) => ({
      rung,
      cpu,
      failed: rung === "second" && cpu === 9,
      count: countPicture(listed, results),
    })),
  });
  const climbs = [
    climb(["first", 1, [at(0, "a")]], ["second", 100, [at(0, "a"), at(20, "b")]]),
    climb(["first", 3, []], ["second", 7, [at(20, "b"), at(40, "c")]]),
    climb(["first", 5, []], ["second", 9, []]),
  ] as Parameters<typeof ladderTable>[0];
  // Codes alone, codes and pictures added, pictures that come to it, CPU median and p95, CPU a code added, broke down.
  expect(ladderTable(climbs).rows).toEqual([
    { name: "first", values: [1, 1, 1, 3, 3, 5, 9, 0] },
    { name: "second", values: [4, 3, 1, 2, 7, 9, 116 / 3, 1] },
  ]);
});
