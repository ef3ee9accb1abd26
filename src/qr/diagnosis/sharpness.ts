/** How wide the edges of a picture are, and whether it was moved, without knowing what it shows. */
import type { GreyPixels } from "../picture/pixels.ts";

/** Radii of two further blurs, pixels: the sharper an edge, the more the wider one flattens it. */
const NARROW = 1;
const WIDE = 3;
const PASSES = 3;
/** Variance of a running mean of that radius, as often as it is taken. */
const varianceOf = (radius: number): number => (PASSES * ((2 * radius + 1) ** 2 - 1)) / 12;
/** Grey levels a pixel after the wider blur: noise does not make them, and hardly changes such slopes. */
const LEAST_SLOPE = 1.5;
/** The steepest edges of a picture are its sharpest: those within this share of one that only few exceed. */
const FEW = 0.002;
const STEEP_SHARE = 0.6;
const LEAST_EDGES = 30;

/**
 * Standard deviation of the blur at the sharpest edges, in pixels (Zhuo and Sim, "Defocus map estimation from a single
 * image", 2011: the ratio of slopes before and after a known blur). Null where there are no edges.
 */
export function measureEdgeWidth(image: GreyPixels): number | null {
  const { width, height } = image;
  const narrow = smooth(image, NARROW);
  const wide = smooth(image, WIDE);
  const steep = findSteepness(wide, width, height);
  if (steep < LEAST_SLOPE) return null;
  const ratios: number[] = [];
  for (let y = 2; y < height - 2; y += 1) {
    for (let x = 2; x < width - 2; x += 1) {
      const at = y * width + x;
      const slope = slopeAt(wide, width, at);
      if (slope < STEEP_SHARE * steep) continue;
      // Beside an edge the slopes say nothing of its width.
      if (!isRidge(wide, width, at, slope)) continue;
      ratios.push(slopeAt(narrow, width, at) / slope);
    }
  }
  if (ratios.length < LEAST_EDGES) return null;
  const ratio = ratios.sort((a, b) => a - b)[ratios.length >> 1] ?? 1;
  const squared = ratio * ratio;
  if (squared <= 1) return Number.POSITIVE_INFINITY;
  return Math.sqrt(Math.max(0, (varianceOf(WIDE) - squared * varianceOf(NARROW)) / (squared - 1)));
}

/** The slope that few pixels exceed. */
function findSteepness(levels: Float32Array, width: number, height: number): number {
  const slopes: number[] = [];
  for (let y = 1; y < height - 1; y += 2) {
    for (let x = 1; x < width - 1; x += 2) slopes.push(slopeAt(levels, width, y * width + x));
  }
  return slopes.sort((a, b) => b - a)[Math.floor(FEW * slopes.length)] ?? 0;
}

function isRidge(levels: Float32Array, width: number, at: number, slope: number): boolean {
  const right = Math.abs((levels[at + 1] ?? 0) - (levels[at - 1] ?? 0));
  const down = Math.abs((levels[at + width] ?? 0) - (levels[at - width] ?? 0));
  const step = right > down ? 1 : width;
  return slope >= slopeAt(levels, width, at - step) && slope >= slopeAt(levels, width, at + step);
}

/** Grey levels a pixel. */
function slopeAt(levels: Float32Array, width: number, at: number): number {
  const right = (levels[at + 1] ?? 0) - (levels[at - 1] ?? 0);
  const down = (levels[at + width] ?? 0) - (levels[at - width] ?? 0);
  return Math.hypot(right, down) / 2;
}

/** Passes of a running mean, which come near a Gaussian; beyond the border the outermost pixels are repeated. */
function smooth({ width, height, pixels }: GreyPixels, radius: number): Float32Array {
  let levels = Float32Array.from(pixels);
  for (let pass = 0; pass < PASSES; pass += 1) {
    levels = runningMean(levels, height, width, width, 1, radius);
    levels = runningMean(levels, width, height, 1, width, radius);
  }
  return levels;
}

function runningMean(
  levels: Float32Array,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
  radius: number,
): Float32Array<ArrayBuffer> {
  const means = new Float32Array(levels.length);
  const last = length - 1;
  for (let line = 0; line < lines; line += 1) {
    const start = line * lineStep;
    const at = (index: number): number => levels[start + Math.min(Math.max(index, 0), last) * step] ?? 0;
    let sum = 0;
    for (let index = -radius; index <= radius; index += 1) sum += at(index);
    for (let index = 0; index < length; index += 1) {
      means[start + index * step] = sum / (2 * radius + 1);
      sum += at(index + radius + 1) - at(index - radius);
    }
  }
  return means;
}
