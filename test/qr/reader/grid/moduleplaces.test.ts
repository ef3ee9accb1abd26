import { describe, expect, it } from "vitest";
import { flatField } from "../../../../src/qr/reader/geometry/field.ts";
import { RING } from "../../../../src/qr/reader/geometry/ring.ts";
import { sampleAt } from "../../../../src/qr/reader/geometry/sampling.ts";
import { placeModules, sampleModules, sampleSlopes } from "../../../../src/qr/reader/grid/moduleplaces.ts";
import { randomFor } from "../../../simulator/index.ts";

describe("sampling modules", () => {
  it("follows the grid, and shifts by parts of a module", () => {
    const wave = {
      width: 300,
      height: 300,
      pixels: Uint8Array.from({ length: 90_000 }, (_, at) => 0.5 * (at % 300) + 0.25 * Math.floor(at / 300)),
    };
    const places = placeModules([8, 0, 40, 0, 8, 60, 0, 0, 1], flatField(21));
    const at = 12 * places.side + 9;
    const [x, y] = [40 + (9 - RING + 0.5) * 8, 60 + (12 - RING + 0.5) * 8];
    expect([places.x[at], places.y[at]]).toEqual([x, y]);
    const middle = sampleModules(wave, places)[at] ?? 0;
    expect(Math.abs(middle - (0.5 * (x - 0.5) + 0.25 * (y - 0.5)))).toBeLessThan(0.8);
    const { right, down } = sampleSlopes(wave, places);
    expect(Math.abs((right[at] ?? 0) - 2)).toBeLessThan(0.8);
    expect(Math.abs((down[at] ?? 0) - 1)).toBeLessThan(0.8);
  });

  it("tells slopes as squares of four samples at both sides do, at the border too", () => {
    const random = randomFor("slopes", "pixels");
    const grain = {
      width: 120,
      height: 110,
      pixels: Uint8Array.from({ length: 120 * 110 }, () => Math.floor(random.uniform(0, 256))),
    };
    // Parts of it lie outside the picture.
    const places = placeModules([4, 0.4, -3, -0.3, 4.2, 14, 0.001, 0, 1], flatField(21));
    const { side, x, y } = places;
    const wanted = Int8Array.from({ length: side * side }, (_, at) => (at % 3) - 1);
    const seen = sampleSlopes(grain, places, wanted);
    const [all, plain] = [sampleSlopes(grain, places), sampleModules(grain, places)];
    for (let at = 0; at < side * side; at += 1) {
      const column = at % side;
      const pair = (back: number, forth: number): readonly [number, number] => [
        ((x[forth] ?? 0) - (x[back] ?? 0)) / (forth === at || back === at ? 1 : 2),
        ((y[forth] ?? 0) - (y[back] ?? 0)) / (forth === at || back === at ? 1 : 2),
      ];
      const [ux, uy] = pair(column === 0 ? at : at - 1, column === side - 1 ? at : at + 1);
      const [vx, vy] = pair(at < side ? at : at - side, at >= side * (side - 1) ? at : at + side);
      const square = (right: number, down: number): number => {
        const corners = [-0.125, 0.125].flatMap((v) => [-0.125, 0.125].map((u) => [right + u, down + v]));
        const greys = corners.map(([u = 0, v = 0]) =>
          sampleAt(grain, (x[at] ?? 0) + u * ux + v * vx, (y[at] ?? 0) + u * uy + v * vy),
        );
        return greys.reduce((sum, grey) => sum + grey, 0) / 4;
      };
      const [right, down] = [square(0.25, 0) - square(-0.25, 0), square(0, 0.25) - square(0, -0.25)];
      expect(plain[at]).toBeCloseTo(square(0, 0), 2);
      expect(seen.middle[at]).toBeCloseTo(square(0, 0), 2);
      expect(all.right[at]).toBeCloseTo(right, 2);
      expect(all.down[at]).toBeCloseTo(down, 2);
      expect(seen.right[at]).toBeCloseTo(wanted[at] === 0 ? 0 : right, 2);
      expect(seen.down[at]).toBeCloseTo(wanted[at] === 0 ? 0 : down, 2);
    }
  });
});
