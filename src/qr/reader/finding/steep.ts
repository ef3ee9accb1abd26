/**
 * Finders of symbols seen at a flat angle, where they are three times as long as wide: looked for in copies of the
 * picture that are drawn out one way and pressed together the other. Cameras tilt about a picture's own axes,
 * whichever way the code is turned, so that two copies do.
 */
import type { GreyPixels } from "../../picture/pixels.ts";
import { sampleAt } from "../geometry/sampling.ts";
import { FinderSearch } from "./finders.ts";
import type { Effort, FinderPattern, ModuleSizes } from "./finders.ts";

/** Length over width that becomes 1, as a product of drawing out and pressing together. */
const SQUASH = 2.6;

/** The finders found in either copy, in pixels of the picture. */
export function findSteepFinders(
  image: GreyPixels,
  sizes: ModuleSizes,
  effort: Effort,
  shouldStop: () => boolean,
): readonly FinderPattern[] {
  const far = Math.sqrt(SQUASH);
  return [far, 1 / far].flatMap((across) => {
    if (shouldStop()) return [];
    const copy = stretch(image, across, 1 / across);
    return new FinderSearch(copy, sizes, shouldStop)
      .look(effort)
      .map((finder) => stretchFinder(finder, 1 / across, across));
  });
}

/** The picture with its width and height multiplied. */
export function stretch(image: GreyPixels, across: number, down: number): GreyPixels {
  const [width, height] = [Math.floor(image.width * across), Math.floor(image.height * down)];
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      pixels[row * width + column] = sampleAt(image, (column + 0.5) / across, (row + 0.5) / down) + 0.5;
    }
  }
  return { width, height, pixels };
}

function stretchFinder(finder: FinderPattern, across: number, down: number): FinderPattern {
  const { x, y, ux, uy, vx, vy } = finder.place;
  const place = {
    x: x * across,
    y: y * down,
    ux: ux * across,
    uy: uy * down,
    vx: vx * across,
    vy: vy * down,
  };
  return { ...finder, place };
}
