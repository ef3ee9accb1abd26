import { describe, expect, it } from "vitest";
import { parseCorners, turnUpright } from "./corners.ts";

const square = [
  { x: 1, y: 2 },
  { x: 11, y: 2 },
  { x: 11, y: 12.5 },
  { x: 1, y: 12.5 },
];
const moved = square.map(({ x, y }) => ({ x: x + 100, y }));

describe("listed corners", () => {
  it("after a line SETS stand eight numbers a line", () => {
    const text = "# corners\nSETS\n1 2 11 2 11 12.5 1 12.5\n101.0 2 111 2 111 12.5 101 12.5 \n";
    expect(parseCorners(text)).toEqual([square, moved]);
  });

  it("without it two, four lines for each code", () => {
    const text =
      "# corners\r\n1 2\r\n11 2\r\n11 12.5\r\n1 12.5\r\n101 2\r\n111 2\r\n111 12.5\r\n101 12.5\r\n";
    expect(parseCorners(text)).toEqual([square, moved]);
  });

  it.each(["1 2 3 4 5 6 7", "1 2 3 4 5 6 7 8 9", "1 2 3 4 5 6 7 x"])("%s is refused", (text) => {
    expect(() => parseCorners(text)).toThrow("eight numbers");
  });
});

describe("turned upright", () => {
  it("orientation 6 is stored a quarter turn back: what is stored at the top left is shown at the top right", () => {
    const stored = [
      { x: 0, y: 0 },
      { x: 30, y: 0 },
      { x: 30, y: 20 },
    ];
    expect(turnUpright(stored, 6, 20)).toEqual([
      { x: 20, y: 0 },
      { x: 20, y: 30 },
      { x: 0, y: 30 },
    ]);
  });

  it("orientation 1 stays, others are not guessed", () => {
    expect(turnUpright(square, 1, 20)).toEqual(square);
    expect(() => turnUpright(square, 3, 20)).toThrow("orientation 3");
  });
});
