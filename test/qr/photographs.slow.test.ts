/**
 * Real photographs, kept outside the project (test/photographs/collection.ts); without them this file is skipped. The
 * codes of the EU digital COVID certificate are read in test/vectors/dcc.test.ts.
 */
import { describe, expect, it } from "vitest";
import { decoders } from "../../src/pictures/engines/decoders.ts";
import { loadImage } from "../../src/pictures/image.ts";
import { readHere } from "../../src/qr/ladder/readers.ts";
import { scan } from "../../src/qr/scan.ts";
import {
  categoriesOf,
  findPhotographs,
  namesOf,
  openPhotograph,
  skipped,
} from "../photographs/collection.ts";
import { placeOf } from "../photographs/overlap.ts";

const photographs = findPhotographs();
if (photographs === null) console.info(skipped);

/** Pictures, pictures read, and different codes read in them, as measured; the last two may only rise. */
const measured: Readonly<Record<string, readonly [number, number, number]>> = {
  blurred: [15, 15, 18],
  bright_spots: [10, 10, 20],
  brightness: [9, 9, 23],
  close: [13, 13, 13],
  curved: [16, 15, 16],
  damaged: [12, 10, 11],
  glare: [16, 16, 16],
  high_version: [11, 11, 11],
  lots: [2, 2, 28],
  monitor: [5, 5, 5],
  nominal: [21, 21, 22],
  noncompliant: [5, 5, 8],
  pathological: [7, 7, 7],
  perspective: [11, 11, 11],
  rotations: [14, 14, 41],
  shadows: [4, 4, 6],
};

/** What is read must not hang on how fast the machine is. */
const timeless = (): number => 0;
const unhurried = { now: timeless, readers: readHere(decoders, timeless) };

describe.skipIf(photographs === null)("photographs of the BoofCV set", () => {
  const folder = photographs ?? "";
  it.each(Object.entries(measured))("%s", async (category, [pictures, picturesRead, codesRead]) => {
    const names = namesOf(folder, category);
    const misreads: string[] = [];
    let read = 0;
    let codes = 0;
    for (const name of names) {
      const { file, listed } = await openPhotograph(folder, category, name);
      const { accepted } = await scan(await loadImage(file), () => true, unhurried);
      for (const { corners, rung } of accepted) {
        if (placeOf(corners, listed) === null) misreads.push(`${name} by ${rung}`);
      }
      codes += accepted.length;
      if (accepted.length > 0) read += 1;
    }
    expect(misreads).toEqual([]);
    expect(names).toHaveLength(pictures);
    if (process.env["QRSEAL_MEASURE"] === "1")
      console.info(`${category}: [${names.length}, ${read}, ${codes}],`);
    expect(read).toBeGreaterThanOrEqual(picturesRead);
    expect(codes).toBeGreaterThanOrEqual(codesRead);
  });

  it("are the categories measured", () => {
    expect(categoriesOf(folder)).toEqual(Object.keys(measured).sort());
  });
});
