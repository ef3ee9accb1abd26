/**
 * Real photographs of codes, kept outside the project: QRSEAL_CORPUS names the folder that holds `corpus`, or
 * `corpus` itself, or it lies in ../shared beside the project.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import sharp from "sharp";
import type { Polygon } from "./corners.ts";
import { parseCorners, turnUpright } from "./corners.ts";

/** The folder of the BoofCV set, one folder a category in it; null where there are no photographs. */
export function findPhotographs(): string | null {
  const root = process.env["QRSEAL_CORPUS"] ?? resolve(import.meta.dirname, "../../../shared");
  return [join(root, "corpus/boofcv"), join(root, "boofcv")].find((folder) => existsSync(folder)) ?? null;
}

export const skipped = "skipped: no photographs; set QRSEAL_CORPUS to read them";

export function categoriesOf(folder: string): readonly string[] {
  return readdirSync(folder).sort();
}

export interface ListedPhotograph {
  /** `blurred/image003.jpg` */
  readonly name: string;
  readonly category: string;
  readonly file: Uint8Array;
  /** The codes in it, in pixels of the upright picture; never empty. */
  readonly listed: readonly Polygon[];
}

/** Names of a category's pictures, in order. */
export function namesOf(folder: string, category: string): readonly string[] {
  return readdirSync(join(folder, category))
    .filter((name) => !name.endsWith(".txt"))
    .sort();
}

export async function openPhotograph(
  folder: string,
  category: string,
  name: string,
): Promise<ListedPhotograph> {
  const file = readFileSync(join(folder, category, name));
  const { height, orientation = 1 } = await sharp(file).metadata();
  const listed = parseCorners(
    readFileSync(join(folder, category, name.replace(/\.\w+$/, ".txt")), "utf8"),
  ).map((polygon) => turnUpright(polygon, orientation, height));
  if (listed.length === 0) throw new Error(`no code is listed for ${category}/${name}`);
  return { name: `${category}/${name}`, category, file, listed };
}
