import { expect, it } from "vitest";
import { penaltyOf } from "../../../src/qr/symbol/penalty.ts";

/** Rows of a square, # dark. */
function penaltyOfRows(...rows: readonly string[]): number {
  return penaltyOf(
    Uint8Array.from(rows.join(""), (module) => (module === "#" ? 1 : 0)),
    rows.length,
  );
}

const stripes = (row: string): readonly string[] =>
  Array.from({ length: row.length }, (_, line) => (line % 2 === 0 ? row : swap(row)));
const swap = (row: string): string => row.replaceAll(/./g, (module) => (module === "#" ? "." : "#"));

it("nothing in a chequered square", () => {
  expect(penaltyOfRows(...stripes("#.#.#.#.#.#."))).toBe(0);
});

it("three for five in a row and one for each more", () => {
  // Five dark, six times in rows that alternate with their negatives: no square of four, half of all dark.
  expect(penaltyOfRows(...stripes("#####."))).toBe(6 * 3);
  expect(penaltyOfRows(...stripes("######.#"))).toBe(8 * 4);
});

it("three for a square of four", () => {
  expect(penaltyOfRows("##.#", "##.#", "..#.", "#...")).toBe(3);
});

it("forty for what looks like a finder, with light on either side", () => {
  const before = "....#.###.#.";
  const after = "#.###.#....#";
  const plain = stripes("#.#.#.#.#.#.");
  const withLine = (line: string): number => penaltyOfRows(...plain.slice(0, 6), line, ...plain.slice(7));
  expect(withLine(before)).toBeGreaterThanOrEqual(40);
  expect(withLine(after)).toBeGreaterThanOrEqual(40);
  expect(withLine("...#..###.#.")).toBeLessThan(40);
});

it("ten for every five in a hundred off half", () => {
  expect(penaltyOfRows("#...", "..#.", "#...", "...#")).toBe(5 * 10 + 3);
});
