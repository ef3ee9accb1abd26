/** Where every module lies in the picture, and what the picture shows there. */
import type { GreyPixels } from "../../picture/pixels.ts";
import { displacementAt } from "../geometry/field.ts";
import type { DisplacementField } from "../geometry/field.ts";
import { project } from "../geometry/projection.ts";
import type { Projection } from "../geometry/projection.ts";
import { RING } from "../geometry/ring.ts";
import { sampleAt } from "../geometry/sampling.ts";

/** The middle of each module of the symbol and the ring around it, in pixels. */
export interface ModulePlaces {
  /** Modules a side, the ring included. */
  readonly side: number;
  /** side × side, row by row. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export function placeModules(projection: Projection, field: DisplacementField): ModulePlaces {
  const side = field.size + 2 * RING;
  const x = new Float32Array(side * side);
  const y = new Float32Array(side * side);
  const moved = new Float64Array(2);
  for (let at = 0; at < side * side; at += 1) {
    const u = (at % side) - RING + 0.5;
    const v = Math.floor(at / side) - RING + 0.5;
    displacementAt(field, u, v, moved);
    const place = project(projection, u + (moved[0] ?? 0), v + (moved[1] ?? 0));
    x[at] = place.x;
    y[at] = place.y;
  }
  return { side, x, y };
}

/** Four samples to a module, on a square of half its side: they average noise and hardly add blur. */
const APERTURE = 0.125;
/** Modules to each side, over which the picture's slope is taken. */
export const SLOPE_REACH = 0.25;

/** What the picture shows of each module, side × side, row by row. */
export interface ModuleSamples {
  /** Mean grey level at its middle. */
  readonly middle: Float32Array;
  /** That level SLOPE_REACH farther along the symbol's rows less that as far back, and the same along columns. */
  readonly right: Float32Array;
  readonly down: Float32Array;
}

/** Mean grey level at each module's middle. */
export function sampleModules(image: GreyPixels, places: ModulePlaces): Float32Array {
  const { side } = places;
  const samples = new Float32Array(side * side);
  const frame = new Float64Array(6);
  for (let at = 0; at < side * side; at += 1) {
    const inside = frameModule(image, places, at, APERTURE, frame);
    const [x = 0, y = 0, ux = 0, uy = 0, vx = 0, vy = 0] = frame;
    samples[at] =
      (sampleAt(image, x - ux - vx, y - uy - vy, inside) +
        sampleAt(image, x + ux - vx, y + uy - vy, inside) +
        sampleAt(image, x - ux + vx, y - uy + vy, inside) +
        sampleAt(image, x + ux + vx, y + uy + vy, inside)) /
      4;
  }
  return samples;
}

/**
 * The same with the slopes. Squares of samples at the middle and to its sides overlap, SLOPE_REACH being the distance
 * of the samples in one, so that twelve do for five squares.
 *
 * @param wanted other than 0 for the modules whose slopes are asked for; the others get 0
 */
export function sampleSlopes(
  image: GreyPixels,
  places: ModulePlaces,
  wanted: Int8Array | null = null,
): ModuleSamples {
  const { side } = places;
  const middle = new Float32Array(side * side);
  const right = new Float32Array(side * side);
  const down = new Float32Array(side * side);
  const frame = new Float64Array(6);
  for (let at = 0; at < side * side; at += 1) {
    const inside = frameModule(image, places, at, APERTURE, frame);
    const [x = 0, y = 0, ux = 0, uy = 0, vx = 0, vy = 0] = frame;
    const leftAbove = sampleAt(image, x - ux - vx, y - uy - vy, inside);
    const rightAbove = sampleAt(image, x + ux - vx, y + uy - vy, inside);
    const leftBelow = sampleAt(image, x - ux + vx, y - uy + vy, inside);
    const rightBelow = sampleAt(image, x + ux + vx, y + uy + vy, inside);
    middle[at] = (leftAbove + rightAbove + leftBelow + rightBelow) / 4;
    if (wanted?.[at] === 0) continue;
    const rightmost =
      sampleAt(image, x + 3 * ux - vx, y + 3 * uy - vy, inside) +
      sampleAt(image, x + 3 * ux + vx, y + 3 * uy + vy, inside);
    const leftmost =
      sampleAt(image, x - 3 * ux - vx, y - 3 * uy - vy, inside) +
      sampleAt(image, x - 3 * ux + vx, y - 3 * uy + vy, inside);
    const lowest =
      sampleAt(image, x - ux + 3 * vx, y - uy + 3 * vy, inside) +
      sampleAt(image, x + ux + 3 * vx, y + uy + 3 * vy, inside);
    const highest =
      sampleAt(image, x - ux - 3 * vx, y - uy - 3 * vy, inside) +
      sampleAt(image, x + ux - 3 * vx, y + uy - 3 * vy, inside);
    right[at] = (rightmost + rightAbove + rightBelow - leftmost - leftAbove - leftBelow) / 4;
    down[at] = (lowest + leftBelow + rightBelow - highest - leftAbove - rightAbove) / 4;
  }
  return { middle, right, down };
}

/**
 * A module's middle and how far apart samples along its axes are, as a share of the way to the modules beside it.
 *
 * @param frame gets x, y, ux, uy, vx, vy
 * @returns whether three such shares along both axes remain a pixel inside the picture
 */
function frameModule(
  { width, height }: GreyPixels,
  { side, x, y }: ModulePlaces,
  at: number,
  share: number,
  frame: Float64Array,
): boolean {
  const column = at % side;
  const before = column === 0 ? at : at - 1;
  const after = column === side - 1 ? at : at + 1;
  const above = at < side ? at : at - side;
  const below = at >= side * (side - 1) ? at : at + side;
  const perColumn = share / (after - before);
  const perRow = (share * side) / (below - above);
  const [middleX, middleY] = [x[at] ?? 0, y[at] ?? 0];
  const ux = ((x[after] ?? 0) - (x[before] ?? 0)) * perColumn;
  const uy = ((y[after] ?? 0) - (y[before] ?? 0)) * perColumn;
  const vx = ((x[below] ?? 0) - (x[above] ?? 0)) * perRow;
  const vy = ((y[below] ?? 0) - (y[above] ?? 0)) * perRow;
  frame[0] = middleX;
  frame[1] = middleY;
  frame[2] = ux;
  frame[3] = uy;
  frame[4] = vx;
  frame[5] = vy;
  const across = 3 * (Math.abs(ux) + Math.abs(vx)) + 1;
  const down = 3 * (Math.abs(uy) + Math.abs(vy)) + 1;
  return middleX >= across && middleX < width - across && middleY >= down && middleY < height - down;
}
