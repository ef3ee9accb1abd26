import type { Point } from "./homography.ts";
import type { Random } from "./random.ts";
import type { Crumple } from "./settings.ts";

/** A crumpled sheet, in picture pixels of the flat one. */
export interface Relief {
  /** Where a point of the flat sheet appears to lie: moved by how high it stands, seen from aslant. */
  readonly move: (point: Point) => Point;
  /** What of the sheet appears at a place: the way back, as the camera needs it. */
  readonly shiftAt: (x: number, y: number) => number;
  /** The direction of the shift, of length 1. */
  readonly towards: Point;
  /** The share of the light that a place gives back, by its slope. */
  readonly lightAt: (x: number, y: number) => number;
}

/** Cells along one side of the tables of heights and light: a crease is sharp to half a module and less. */
const CELLS = 256;

/**
 * A surface of straight creases: each is sharp in its middle and runs out smoothly to both sides. Seen from aslant,
 * what stands higher is moved the one way, what lies lower the other; slopes away from the lamp are darker.
 */
export function crumpleSheet(
  { width, height }: { readonly width: number; readonly height: number },
  { reach, creases, relief }: Crumple,
  modulePixels: number,
  random: Random,
): Relief {
  const folds = Array.from({ length: creases }, () => {
    const angle = random.uniform(0, Math.PI);
    const [across, down] = [Math.cos(angle), Math.sin(angle)];
    return {
      across,
      down,
      offset: across * random.uniform(0, width) + down * random.uniform(0, height),
      half: random.uniform(0.15, 0.5) * width,
      rise: random.uniform(0.3, 1) * (random.uniform(0, 1) < 0.5 ? -1 : 1),
    };
  });
  const view = random.uniform(0, 2 * Math.PI);
  const lamp = random.uniform(0, 2 * Math.PI);

  const side = CELLS + 1;
  const heights = new Float32Array(side * side);
  const slopes = new Float32Array(side * side);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const x = (column / CELLS) * width;
      const y = (row / CELLS) * height;
      let stands = 0;
      let slope = 0;
      for (const { across, down, offset, half, rise } of folds) {
        const way = (across * x + down * y - offset) / half;
        const left = 1 - Math.abs(way);
        if (left <= 0) continue;
        stands += rise * left * left;
        const facing = across * Math.cos(lamp) + down * Math.sin(lamp);
        slope -= (2 * rise * left * Math.sign(way) * facing) / half;
      }
      heights[row * side + column] = stands;
      slopes[row * side + column] = slope;
    }
  }
  const highest = heights.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  const steepest = slopes.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  const shifts = heights.map((value) => (value / highest) * reach * modulePixels);
  const lights = slopes.map((value) => 1 - relief * (0.5 + (0.5 * value) / steepest));

  const shiftAt = (x: number, y: number): number =>
    between(shifts, (x / width) * CELLS, (y / height) * CELLS);
  const towards = { x: Math.cos(view), y: Math.sin(view) };
  return {
    shiftAt,
    towards,
    lightAt: (x, y) => between(lights, (x / width) * CELLS, (y / height) * CELLS),
    move: ({ x, y }) => {
      // A place p shows the sheet's point p − shift(p): found by turning it over.
      let shift = 0;
      for (let round = 0; round < 60; round += 1)
        shift = shiftAt(x + shift * towards.x, y + shift * towards.y);
      return { x: x + shift * towards.x, y: y + shift * towards.y };
    },
  };
}

/** Between the four nearest entries; beyond the table its border goes on. */
function between(table: Float32Array, column: number, row: number): number {
  const x = Math.min(Math.max(column, 0), CELLS - 1e-6);
  const y = Math.min(Math.max(row, 0), CELLS - 1e-6);
  const left = Math.floor(x);
  const top = Math.floor(y);
  const [right, down] = [x - left, y - top];
  const at = top * (CELLS + 1) + left;
  const upper = (table[at] ?? 0) * (1 - right) + (table[at + 1] ?? 0) * right;
  const lower = (table[at + CELLS + 1] ?? 0) * (1 - right) + (table[at + CELLS + 2] ?? 0) * right;
  return upper * (1 - down) + lower * down;
}
