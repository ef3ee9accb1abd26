/** A patch that may be a code from far away: square, speckled dark and light alike, and nothing like it around. */
import type { Corners } from "../picture/corners.ts";
import type { GreyPixels } from "../picture/pixels.ts";

/** Pixels a side of the blocks that are judged: a few modules of a code that is too far away. */
const BLOCK = 8;
/** Standard deviation inside a block, in grey levels. */
const LEAST_SPREAD = 14;
/** A code of 21 modules at one and a half pixels. */
const SMALLEST_SIDE = 32;
/** Of the picture's shorter side: what fills more of it is not far away. */
const LARGEST_SHARE = 0.6;
/** Variances along its two axes, as a ratio; and its blocks over those of the square with the same variances. */
const LONGEST = 1.9;
const FILLED = { least: 0.75, most: 1.2 } as const;
/** Of the grey levels: writing is mostly paper, and skewed to the dark. */
const LARGEST_SKEW = 0.7;
/** Pixels, and how alike two that lie so far apart are at most where modules are smaller than that. */
const APART = 3;
const LARGEST_LIKENESS = 0.4;

export interface Patch {
  readonly corners: Corners;
  /** Pixels. */
  readonly side: number;
  /** Its modules, if it has any, are of two pixels or less. */
  readonly isFine: boolean;
}

/** The largest such patch, or null. */
export function findPatch(image: GreyPixels): Patch | null {
  const columns = Math.floor(image.width / BLOCK);
  const rows = Math.floor(image.height / BLOCK);
  const isSpeckled = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      isSpeckled[row * columns + column] = spreadIn(image, column, row) >= LEAST_SPREAD ? 1 : 0;
    }
  }
  let best: Patch | null = null;
  for (let start = 0; start < isSpeckled.length; start += 1) {
    if (isSpeckled[start] !== 1) continue;
    const patch = judge(image, takeConnected(isSpeckled, columns, start), columns);
    if (patch !== null && patch.side > (best?.side ?? 0)) best = patch;
  }
  return best;
}

function spreadIn({ width, pixels }: GreyPixels, column: number, row: number): number {
  let [sum, squares] = [0, 0];
  for (let y = row * BLOCK; y < (row + 1) * BLOCK; y += 1) {
    for (let x = column * BLOCK; x < (column + 1) * BLOCK; x += 1) {
      const grey = pixels[y * width + x] ?? 0;
      sum += grey;
      squares += grey * grey;
    }
  }
  const count = BLOCK * BLOCK;
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

/** The blocks that hang together with one; they are marked as taken. */
function takeConnected(isSpeckled: Uint8Array, columns: number, start: number): readonly number[] {
  const blocks: number[] = [];
  const waiting = [start];
  isSpeckled[start] = 2;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    blocks.push(at);
    const column = at % columns;
    const near = [
      at - columns,
      at + columns,
      ...(column > 0 ? [at - 1] : []),
      ...(column + 1 < columns ? [at + 1] : []),
    ];
    for (const next of near) {
      if (isSpeckled[next] !== 1) continue;
      isSpeckled[next] = 2;
      waiting.push(next);
    }
  }
  return blocks;
}

function judge(image: GreyPixels, blocks: readonly number[], columns: number): Patch | null {
  const count = blocks.length;
  if (count * BLOCK * BLOCK < SMALLEST_SIDE ** 2) return null;
  const xs = blocks.map((at) => (at % columns) + 0.5);
  const ys = blocks.map((at) => Math.floor(at / columns) + 0.5);
  const [x, y] = [meanOf(xs), meanOf(ys)];
  // A block has a variance of its own.
  const across = meanOf(xs.map((at) => (at - x) ** 2)) + 1 / 12;
  const down = meanOf(ys.map((at) => (at - y) ** 2)) + 1 / 12;
  const both = meanOf(xs.map((at, index) => (at - x) * ((ys[index] ?? 0) - y)));
  const half = (across + down) / 2;
  const swing = Math.hypot((across - down) / 2, both);
  const [long, short] = [half + swing, half - swing];
  const filled = count / (12 * Math.sqrt(long * short));
  if (long > LONGEST * short || filled < FILLED.least || filled > FILLED.most) return null;
  const side = Math.sqrt(count) * BLOCK;
  if (side > LARGEST_SHARE * Math.min(image.width, image.height)) return null;
  if (Math.abs(skewOf(image, blocks, columns)) > LARGEST_SKEW) return null;
  const [left, right] = [x * BLOCK - side / 2, x * BLOCK + side / 2];
  const [top, bottom] = [y * BLOCK - side / 2, y * BLOCK + side / 2];
  return {
    corners: [
      { x: left, y: top },
      { x: right, y: top },
      { x: right, y: bottom },
      { x: left, y: bottom },
    ],
    side,
    isFine: measureLikeness(image, takeInner(blocks, columns), columns) < LARGEST_LIKENESS,
  };
}

/** Third moment of the grey levels over the cube of their standard deviation. */
function skewOf({ width, pixels }: GreyPixels, blocks: readonly number[], columns: number): number {
  const levels: number[] = [];
  for (const at of blocks) {
    const corner = Math.floor(at / columns) * BLOCK * width + (at % columns) * BLOCK;
    for (let index = 0; index < BLOCK * BLOCK; index += 1) {
      levels.push(pixels[corner + Math.floor(index / BLOCK) * width + (index % BLOCK)] ?? 0);
    }
  }
  const mean = meanOf(levels);
  const spread = Math.sqrt(meanOf(levels.map((grey) => (grey - mean) ** 2)));
  return meanOf(levels.map((grey) => (grey - mean) ** 3)) / Math.max(1e-9, spread ** 3);
}

/** Without the blocks at the rim, which are half paper. */
function takeInner(blocks: readonly number[], columns: number): readonly number[] {
  const all = new Set(blocks);
  return blocks.filter((at) => [at - 1, at + 1, at - columns, at + columns].every((near) => all.has(near)));
}

/** Correlation of pixels with those a little to the right of them and below. */
function measureLikeness(
  { width, height, pixels }: GreyPixels,
  blocks: readonly number[],
  columns: number,
): number {
  let [count, sum, squares, differences] = [0, 0, 0, 0];
  for (const at of blocks) {
    const corner = Math.floor(at / columns) * BLOCK * width + (at % columns) * BLOCK;
    for (let index = 0; index < BLOCK * BLOCK; index += 1) {
      const pixel = corner + Math.floor(index / BLOCK) * width + (index % BLOCK);
      const grey = pixels[pixel] ?? 0;
      count += 1;
      sum += grey;
      squares += grey * grey;
      for (const other of [pixel + APART, pixel + APART * width]) {
        if (other < width * height) differences += (grey - (pixels[other] ?? 0)) ** 2 / 4;
      }
    }
  }
  return 1 - differences / Math.max(1, squares - (sum * sum) / count);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
