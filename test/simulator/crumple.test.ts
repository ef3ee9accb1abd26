import { describe, expect, it } from "vitest";
import { crumpleSheet } from "./crumple.ts";
import type { Relief } from "./crumple.ts";
import { photograph } from "./photograph.ts";
import { drawModules } from "./picture.ts";
import { randomFor } from "./random.ts";

const sheet = { width: 320, height: 320 };

function crumpled(seed: number, reach = 3, creases = 8): Relief {
  return crumpleSheet(sheet, { reach, creases, relief: 0.4 }, 8, randomFor(seed, "crumple"));
}

const places = Array.from({ length: 33 * 33 }, (_, at) => ({
  x: 10 * (at % 33),
  y: 10 * Math.floor(at / 33),
}));

describe("a crumpled sheet", () => {
  it("is out of its place by the reach at its farthest, and never by more", () => {
    for (let seed = 0; seed < 5; seed++) {
      const relief = crumpled(seed);
      const shifts = Array.from({ length: 257 * 257 }, (_, at) =>
        Math.abs(relief.shiftAt((at % 257) * 1.25, Math.floor(at / 257) * 1.25)),
      );
      expect(Math.max(...shifts.slice(0, 60_000), ...shifts.slice(60_000))).toBeCloseTo(24, 0);
      expect(Math.hypot(relief.towards.x, relief.towards.y)).toBeCloseTo(1, 9);
    }
  });

  it("has light between all of it and what the relief leaves", () => {
    const relief = crumpled(2);
    const lights = places.map(({ x, y }) => relief.lightAt(x, y));
    expect(Math.min(...lights)).toBeGreaterThanOrEqual(0.6 - 1e-6);
    expect(Math.max(...lights)).toBeLessThanOrEqual(1 + 1e-6);
    expect(Math.max(...lights) - Math.min(...lights)).toBeGreaterThan(0.2);
  });

  it("has creases: the slope jumps in the middle of one and changes slowly beside it", () => {
    const relief = crumpled(4, 3, 1);
    // One crease, so lines at right angles to it all look the same; the change of the slope along each axis.
    const bends = Array.from({ length: 300 }, (_, at) => {
      const [before, here, after] = [at, at + 10, at + 20].map((x) => relief.shiftAt(x, 160)) as [
        number,
        number,
        number,
      ];
      return Math.abs(before - 2 * here + after);
    });
    const sorted = bends.toSorted((a, b) => a - b);
    expect(sorted.at(-1)).toBeGreaterThan(4 * (sorted[150] ?? 0));
    expect(sorted.at(-1)).toBeGreaterThan(0.5);
  });

  it("tells where a point went: the way there and back is the point", () => {
    const relief = crumpled(3, 2);
    for (const place of places) {
      const { x, y } = relief.move(place);
      const shift = relief.shiftAt(x, y);
      expect(x - shift * relief.towards.x).toBeCloseTo(place.x, 3);
      expect(y - shift * relief.towards.y).toBeCloseTo(place.y, 3);
    }
  });

  it("is photographed as it says: a dark module lies where `locate` has it", () => {
    const dot = drawModules(41, (row, column) => row === 14 && column === 25, 8);
    const settings = {
      pixelsPerModule: 7,
      modulePixels: 8,
      rotation: 25,
      bow: 2,
      crumple: { reach: 3, creases: 6, relief: 0 },
      sheetMargin: 40,
      paper: 255,
      ink: 0,
    };
    const photo = photograph(dot, settings, 4);
    let [weight, x, y] = [0, 0, 0];
    photo.pixels.forEach((grey, at) => {
      weight += 255 - grey;
      x += (255 - grey) * ((at % photo.width) + 0.5);
      y += (255 - grey) * (Math.floor(at / photo.width) + 0.5);
    });
    const middle = photo.locate({ x: (4 + 25.5) * 8, y: (4 + 14.5) * 8 });
    const flat = photograph(dot, { ...settings, crumple: { reach: 0, creases: 6, relief: 0 } }, 4);
    const unmoved = flat.locate({ x: (4 + 25.5) * 8, y: (4 + 14.5) * 8 });
    expect(Math.hypot(x / weight - middle.x, y / weight - middle.y)).toBeLessThan(0.5);
    expect(Math.hypot(middle.x - unmoved.x, middle.y - unmoved.y)).toBeGreaterThan(2);
  });
});
