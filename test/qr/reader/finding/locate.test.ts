/** Finders to the module grid, on simulated photographs that tell where every module lies. */
import { describe, expect, it } from "vitest";
import { displacementAt, flatField, refineField } from "../../../../src/qr/reader/geometry/field.ts";
import { findFinders, quickLook } from "../../../../src/qr/reader/finding/finders.ts";
import {
  RING,
  placeModules,
  sampleModules,
  sampleSlopes,
  trackGrid,
} from "../../../../src/qr/reader/grid/grid.ts";
import { locateSymbol } from "../../../../src/qr/reader/finding/locate.ts";
import type { Projection } from "../../../../src/qr/reader/geometry/projection.ts";
import {
  affineAt,
  fitProjection,
  project,
  toModules,
  unproject,
} from "../../../../src/qr/reader/geometry/projection.ts";
import { BoxSums, halve, sampleAt } from "../../../../src/qr/reader/geometry/sampling.ts";
import { findTriples } from "../../../../src/qr/reader/finding/triples.ts";
import { randomFor } from "../../../simulator/index.ts";
import { simulate } from "../../support/simulated.ts";
import type { Case } from "../../support/simulated.ts";

const goOn = (): boolean => false;
const sizes = { smallest: 2, largest: 12 };

/** Largest distance in modules between where a module is believed to be and where it is. */
function worstPlace(of: Case): { version: number; worst: number; followed: number; agreement: number } {
  const { photo, locate, symbol } = simulate(of);
  const [triple] = findTriples(findFinders(photo, sizes, quickLook, goOn));
  if (triple === undefined) throw new Error("no three finders");
  const [location] = locateSymbol(photo, triple, goOn);
  if (location === undefined) throw new Error("no location");
  const { field, followed } = trackGrid(photo, location);
  const { x, y, side } = placeModules(location.projection, field);
  let worst = 0;
  for (let row = 0; row < symbol.size; row += 1) {
    for (let column = 0; column < symbol.size; column += 1) {
      const at = (row + RING) * side + column + RING;
      const truth = locate(column + 0.5, row + 0.5);
      worst = Math.max(worst, Math.hypot(truth.x - (x[at] ?? 0), truth.y - (y[at] ?? 0)));
    }
  }
  const { version } = location.layout;
  return { version, worst: worst / (of.pixelsPerModule ?? 4), followed, agreement: location.agreement };
}

describe("a symbol is located", () => {
  it.each<Case & { readonly patterns: number; readonly within: number }>([
    { version: 1, blur: 0.4, seed: 1, patterns: 0, within: 0.3 },
    { version: 2, blur: 0.5, seed: 2, patterns: 1, within: 0.25 },
    { version: 10, blur: 0.7, seed: 3, pixelsPerModule: 3, patterns: 6, within: 0.5 },
    { version: 20, blur: 0.55, seed: 4, patterns: 13, within: 0.2 },
    { version: 20, blur: 0.55, seed: 5, perspective: 0.1, patterns: 13, within: 0.25 },
    { version: 20, blur: 0.55, seed: 6, bow: 6, patterns: 13, within: 0.35 },
    { version: 30, blur: 0.6, seed: 7, bow: 4, pixelsPerModule: 3, patterns: 33, within: 0.4 },
  ])("version $version, blur $blur, bow $bow: within $within module", ({ patterns, within, ...of }) => {
    const { version, worst, followed } = worstPlace(of);
    expect(version).toBe(of.version);
    expect(worst).toBeLessThan(within);
    expect(followed).toBe(patterns);
  });

  it("with an agreement far above that of a wrong version", () => {
    const { photo } = simulate({ version: 12, blur: 0.7, seed: 1 });
    const [triple] = findTriples(findFinders(photo, sizes, quickLook, goOn));
    const locations = triple === undefined ? [] : locateSymbol(photo, triple, goOn);
    const best = locations[0]?.agreement ?? 0;
    const other = locations.find(({ layout }) => layout.version !== 12)?.agreement ?? 1;
    expect(best).toBeGreaterThan(0.4);
    expect(other).toBeLessThan(0.75 * best);
  });

  it("by the first version that is beyond doubt, without trying others", () => {
    const { photo } = simulate({ version: 12, blur: 0.4, seed: 1 });
    const [triple] = findTriples(findFinders(photo, sizes, quickLook, goOn));
    const locations = triple === undefined ? [] : locateSymbol(photo, triple, goOn);
    expect(locations[0]?.agreement).toBeGreaterThan(0.8);
    expect(new Set(locations.map(({ layout }) => layout.version))).toEqual(new Set([12]));
  });

  it("unless told to stop", () => {
    const { photo } = simulate({ version: 3, blur: 0.3, seed: 1 });
    const [triple] = findTriples(findFinders(photo, sizes, quickLook, goOn));
    expect(triple).toBeDefined();
    if (triple !== undefined) expect(locateSymbol(photo, triple, () => true)).toEqual([]);
  });
});

describe("projection", () => {
  const projection: Projection = [4, 0.5, 20, -0.4, 5, 30, 0.001, 0.002, 1];
  const points = [
    [0, 0],
    [50, 2],
    [3, 60],
    [70, 65],
    [33, 12],
  ].map(([u = 0, v = 0]) => ({ u, v, ...project(projection, u, v) }));

  it("is found from four points, and from more", () => {
    for (const some of [points.slice(0, 4), points]) {
      const fitted = fitProjection(some);
      projection.forEach((value, index) => {
        expect(fitted?.[index]).toBeCloseTo(value, 6);
      });
    }
  });

  it("is not found from points on a line", () => {
    expect(fitProjection([1, 2, 3, 4].map((at) => ({ u: at, v: at, x: at, y: at })))).toBeNull();
  });

  it("has the slopes of its affine copy", () => {
    const place = affineAt(projection, 20, 30);
    const step = 1e-5;
    const right = project(projection, 20 + step, 30);
    const below = project(projection, 20, 30 + step);
    expect(place.ux).toBeCloseTo((right.x - place.x) / step, 3);
    expect(place.uy).toBeCloseTo((right.y - place.y) / step, 3);
    expect(place.vx).toBeCloseTo((below.x - place.x) / step, 3);
    expect(place.vy).toBeCloseTo((below.y - place.y) / step, 3);
    const [u, v] = toModules(place, 2 * place.ux - 3 * place.vx, 2 * place.uy - 3 * place.vy);
    expect([u, v]).toEqual([expect.closeTo(2, 9), expect.closeTo(-3, 9)]);
  });

  it("is turned back", () => {
    const { x, y } = project(projection, 41.5, 7.25);
    const back = unproject(projection, x, y, { u: 40, v: 9 });
    expect([back.u, back.v]).toEqual([expect.closeTo(41.5, 6), expect.closeTo(7.25, 6)]);
  });
});

describe("sampling", () => {
  const random = randomFor(1, "pixels");
  const image = {
    width: 21,
    height: 14,
    pixels: Uint8Array.from({ length: 21 * 14 }, () => random.uniform(0, 256)),
  };
  const pixel = (x: number, y: number): number => image.pixels[y * 21 + x] ?? 0;

  it("is exact at the middle of a pixel, half way between two, and at the border", () => {
    expect(sampleAt(image, 4.5, 3.5)).toBe(pixel(4, 3));
    expect(sampleAt(image, 5, 3.5)).toBeCloseTo((pixel(4, 3) + pixel(5, 3)) / 2, 9);
    expect(sampleAt(image, -7, -9)).toBe(pixel(0, 0));
    expect(Math.abs(sampleAt(image, 99, 99) - pixel(20, 13))).toBeLessThan(1);
  });

  it("of half the picture is at half the coordinates", () => {
    const half = halve(image);
    expect([half.width, half.height]).toEqual([10, 7]);
    const mean = (pixel(6, 4) + pixel(7, 4) + pixel(6, 5) + pixel(7, 5)) / 4;
    expect(Math.abs(sampleAt(half, 3.5, 2.5) - mean)).toBeLessThanOrEqual(0.5);
    expect(sampleAt(image, 7, 5)).toBeCloseTo(mean, 9);
  });

  it("sums boxes", () => {
    let sum = 0;
    for (let y = 2; y < 8; y += 1) for (let x = 5; x < 11; x += 1) sum += pixel(x, y);
    const boxes = new BoxSums(image);
    expect(boxes.mean(8, 5, 3)).toBeCloseTo(sum / 36, 9);
    expect(boxes.mean(0, 0, 1)).toBe(pixel(0, 0));
    expect(boxes.mean(-50, 5, 3)).toBe(0);
  });

  it("of modules follows the grid, and shifts by parts of a module", () => {
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

  it("of modules tells slopes as squares of four samples at both sides do, at the border too", () => {
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

describe("the field of displacements", () => {
  const out = new Float64Array(2);

  it("is nothing where it is flat, and a line where its cells are one", () => {
    const flat = flatField(97);
    displacementAt(flat, 13, 50, out);
    expect([...out]).toEqual([0, 0]);
    const { cells } = flat;
    const du = flat.du.map((_, at) => ((at % cells) + 0.5) / cells);
    const dv = flat.dv.map((_, at) => -(Math.floor(at / cells) + 0.5) / cells);
    for (const [u, v] of [
      [48, 20],
      [96, 97],
      [1, 50],
    ] as const) {
      displacementAt({ ...flat, du, dv }, u, v, out);
      expect([...out]).toEqual([expect.closeTo(u / 97, 9), expect.closeTo(-v / 97, 9)]);
    }
  });

  it("follows the evidence, and carries it on where there is none", () => {
    const flat = flatField(97);
    const { cells } = flat;
    const seen = flat.du.map((_, at) => (at % cells < cells - 3 ? 1 : 0));
    const slope = (at: number): number => 0.1 * (at % cells);
    const evidence = {
      uu: seen,
      uv: new Float64Array(cells * cells),
      vv: seen,
      u: seen.map((weight, at) => weight * slope(at)),
      v: seen.map((weight) => -0.5 * weight),
    };
    const { du, dv } = refineField(flat, evidence, 0.01);
    for (const at of [2 * cells, 5 * cells + 3, 4 * cells + cells - 1]) {
      expect(du[at]).toBeCloseTo(slope(at), 1);
      expect(dv[at]).toBeCloseTo(-0.5, 1);
    }
  });
});
