/**
 * Real photographs, kept outside the project: set QRSEAL_CORPUS to the folder that holds `corpus`, to `corpus`
 * itself, or let it lie in ../shared. Without them this file is skipped. The codes of the EU digital COVID
 * certificate are read in test/vectors/dcc.test.ts.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { Point } from "../../src/qr/decoders/decoder.ts";
import { loadImage } from "../../src/qr/image.ts";
import { scan } from "../../src/qr/scan.ts";

const root = process.env["QRSEAL_CORPUS"] ?? resolve(import.meta.dirname, "../../../shared");
const photographs = [join(root, "corpus/boofcv"), join(root, "boofcv")].find((folder) => existsSync(folder));
if (photographs === undefined) console.info("skipped: no photographs; set QRSEAL_CORPUS to read them");

type Polygon = readonly Point[];

/** The listed codes: a line of eight numbers each after a line SETS, or four lines of two for each. */
function parseCorners(text: string): Polygon[] {
  const numbers = text
    .split("\n")
    .filter((line) => !line.startsWith("#") && line.trim() !== "SETS")
    .flatMap((line) => line.trim().split(/\s+/))
    .filter((word) => word !== "")
    .map(Number);
  const polygons: Polygon[] = [];
  for (let at = 0; at + 8 <= numbers.length; at += 8) {
    polygons.push([0, 2, 4, 6].map((of) => ({ x: numbers[at + of] ?? 0, y: numbers[at + of + 1] ?? 0 })));
  }
  return polygons;
}

/** Corners are listed for the pixels as they are stored; we read the picture upright. */
function turnUpright(polygon: Polygon, orientation: number, storedHeight: number): Polygon {
  if (orientation === 1) return polygon;
  if (orientation === 6) return polygon.map(({ x, y }) => ({ x: storedHeight - y, y: x }));
  throw new Error(`orientation ${orientation} is not in the set`);
}

/** Whether two convex polygons share area: no edge of either has the other on its far side. */
function overlap(a: Polygon, b: Polygon): boolean {
  return ![a, b].some((polygon) =>
    polygon.some((from, index) => {
      const to = polygon[(index + 1) % polygon.length] ?? from;
      const axis = { x: to.y - from.y, y: from.x - to.x };
      const project = (points: Polygon): number[] =>
        points.map((point) => point.x * axis.x + point.y * axis.y);
      const [onA, onB] = [project(a), project(b)];
      return Math.max(...onA) <= Math.min(...onB) || Math.max(...onB) <= Math.min(...onA);
    }),
  );
}

describe("overlap", () => {
  const square = (x: number, y: number): Polygon => [
    { x, y },
    { x: x + 10, y },
    { x: x + 10, y: y + 10 },
    { x, y: y + 10 },
  ];
  it.each([
    [9, 9, true],
    [-9, 3, true],
    [3, 3, true],
    [10, 0, false],
    [0, -11, false],
    [30, 30, false],
  ])("with a square at %i, %i: %s", (x, y, expected) => {
    expect(overlap(square(0, 0), square(x, y))).toBe(expected);
  });
});

/** Pictures, pictures read, and different codes read in them, as measured; the last two may only rise. */
const measured: Readonly<Record<string, readonly [number, number, number]>> = {
  blurred: [15, 15, 19],
  bright_spots: [10, 8, 17],
  brightness: [9, 9, 23],
  close: [13, 13, 13],
  curved: [16, 15, 16],
  damaged: [12, 9, 10],
  glare: [16, 15, 15],
  high_version: [11, 11, 11],
  lots: [2, 2, 28],
  monitor: [5, 5, 5],
  nominal: [21, 21, 22],
  noncompliant: [5, 4, 7],
  pathological: [7, 5, 5],
  perspective: [11, 9, 9],
  rotations: [14, 14, 41],
  shadows: [4, 4, 6],
};

/** What is read must not hang on how fast the machine is. */
const timeless = (): number => 0;

describe.skipIf(photographs === undefined)("photographs of the BoofCV set", () => {
  const folder = photographs ?? "";
  it.each(Object.entries(measured))("%s", async (category, [pictures, picturesRead, codesRead]) => {
    const files = readdirSync(join(folder, category)).filter((name) => !name.endsWith(".txt"));
    const misreads: string[] = [];
    let read = 0;
    let codes = 0;
    for (const name of files) {
      const file = readFileSync(join(folder, category, name));
      const { height, orientation = 1 } = await sharp(file).metadata();
      const listed = parseCorners(
        readFileSync(join(folder, category, name.replace(/\.\w+$/, ".txt")), "utf8"),
      ).map((polygon) => turnUpright(polygon, orientation, height));
      expect(listed.length).toBeGreaterThan(0);
      const { accepted } = await scan(await loadImage(file), () => true, timeless);
      for (const { corners, attempt } of accepted) {
        if (!listed.some((polygon) => overlap(polygon, corners))) misreads.push(`${name} by ${attempt}`);
      }
      codes += accepted.length;
      if (accepted.length > 0) read += 1;
    }
    expect(misreads).toEqual([]);
    expect(files).toHaveLength(pictures);
    if (process.env["QRSEAL_MEASURE"] === "1")
      console.info(`${category}: [${files.length}, ${read}, ${codes}],`);
    expect(read).toBeGreaterThanOrEqual(picturesRead);
    expect(codes).toBeGreaterThanOrEqual(codesRead);
  });

  it("are the categories measured", () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(measured).sort());
  });
});
