import { describe, expect, it } from "vitest";
import type { Corners } from "../../../src/qr/picture/corners.ts";
import type { UnreadSymbol } from "../../../src/qr/picture/findings.ts";
import type { DecodedSymbol } from "../../../src/qr/reader/attempt.ts";
import { Results } from "../../../src/qr/reader/results.ts";

function square(x: number, y: number, side: number): Corners {
  return [
    { x, y },
    { x: x + side, y },
    { x: x + side, y: y + side },
    { x, y: y + side },
  ];
}

function unread(corners: Corners, solved: number | null): UnreadSymbol {
  const reason = solved === null ? "grid" : "blocks";
  return { reason, version: null, corners, blur: 0.5, solved, blocks: solved === null ? null : 4 };
}

function read(corners: Corners): DecodedSymbol {
  return { payload: Uint8Array.of(1), version: 1, errorCorrection: "M", corners, blur: 0.5 };
}

describe("Results", () => {
  it("keep the best attempt of each place, whatever came first", () => {
    const results = new Results();
    const attempts = [
      unread(square(0, 0, 100), null),
      unread(square(70, 75, 100), 2),
      unread(square(5, 5, 90), 1),
      unread(square(300, 0, 100), 0),
      unread(square(310, 0, 100), null),
    ];
    for (const attempt of attempts) expect(results.add(attempt)).toBe(false);
    expect(results.finish()).toEqual({ read: [], unread: [attempts[1], attempts[3]] });
  });

  it("leave out attempts where a symbol was read, before or after, and count a symbol once", () => {
    const results = new Results();
    results.add(unread(square(0, 0, 100), 3));
    const symbol = read(square(10, 10, 85));
    expect(results.add(symbol)).toBe(true);
    expect(results.add(read(square(11, 9, 85)))).toBe(true);
    results.add(unread(square(80, 10, 60), 3));
    const beside = unread(square(100, 0, 60), 3);
    results.add(beside);
    expect(results.finish()).toEqual({ read: [symbol], unread: [beside] });
  });
});
