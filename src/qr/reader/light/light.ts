/**
 * From grey levels to darkness relative to the light around: 0 half way between paper and ink, positive dark. With
 * every value goes a weight from 0 to 1, since glare and deep shade leave less contrast above the same noise.
 */
import { RING, ringOf } from "../geometry/ring.ts";

export interface Darkness {
  /** Modules a side, the ring included; both arrays are side × side, row by row. */
  readonly side: number;
  readonly values: Float32Array;
  /** Square of the local contrast over the usual one, at most 1; 0 in the outer rings. */
  readonly weights: Float32Array;
  /** Darkness for one grey level. */
  readonly scales: Float32Array;
}

/** Half windows in modules: wide enough for a mean over many modules, narrow enough to follow a lamp's edge. */
const MEAN_REACH = 9;
const DEVIATION_REACH = 14;
const REFIT_REACH = 10;
const LEAST_WEIGHT = 0.02;

/** By local mean and deviation alone: a good symbol is half dark everywhere (its mask sees to it, §7.8). */
export function relateToSurround(samples: Float32Array, side: number): Darkness {
  const means = windowMeans(samples, side, MEAN_REACH);
  const values = samples.map((sample, at) => (means[at] ?? 0) - sample);
  const squares = windowMeans(
    values.map((value) => value * value),
    side,
    DEVIATION_REACH,
  );
  const contrasts = squares.map((square) => Math.sqrt(square) + 1e-3);
  return {
    side,
    values: values.map((value, at) => value / (contrasts[at] ?? 1)),
    weights: weighContrasts(contrasts, side),
    scales: contrasts.map((contrast) => 1 / contrast),
  };
}

/**
 * By what the symbol is now believed to be: in each window the line that leads from predicted darkness to grey
 * level is fitted, and turned back.
 *
 * @param predicted the blurred symbol, in the units that the result shall have
 * @param trust 0 for modules that count for nothing and shall have no weight, 1 for all others; null for all 1
 */
export function relateToPrediction(
  samples: Float32Array,
  predicted: Float32Array,
  side: number,
  trust: Uint8Array | null = null,
): Darkness {
  const product = samples.map((sample, at) => sample * (predicted[at] ?? 0));
  const square = predicted.map((value) => value * value);
  const trusted = trust === null ? null : windowMeans(Float32Array.from(trust), side, REFIT_REACH);
  const means = (values: Float32Array): Float32Array => {
    if (trust === null || trusted === null) return windowMeans(values, side, REFIT_REACH);
    const part = windowMeans(
      values.map((value, at) => value * (trust[at] ?? 0)),
      side,
      REFIT_REACH,
    );
    return part.map((value, at) => value / Math.max(trusted[at] ?? 0, 1e-3));
  };
  const meanSample = means(samples);
  const meanPredicted = means(predicted);
  const meanProduct = means(product);
  const meanSquare = means(square);
  const contrasts = samples.map((_, at) => {
    const p = meanPredicted[at] ?? 0;
    const variance = (meanSquare[at] ?? 0) - p * p;
    return Math.max(1, (p * (meanSample[at] ?? 0) - (meanProduct[at] ?? 0)) / (variance + 1e-6));
  });
  const values = samples.map((sample, at) => {
    const contrast = contrasts[at] ?? 1;
    return ((meanSample[at] ?? 0) - sample) / contrast + (meanPredicted[at] ?? 0);
  });
  const scales = contrasts.map((contrast) => 1 / contrast);
  const weights = weighContrasts(contrasts, side);
  if (trust === null) return { side, values, weights, scales };
  return { side, values, weights: weights.map((weight, at) => weight * (trust[at] ?? 0)), scales };
}

function weighContrasts(contrasts: Float32Array, side: number): Float32Array {
  const inside = contrasts.filter((_, at) => ringOf(at, side) <= 0).sort();
  const usual = inside[inside.length >> 1] ?? 1;
  return contrasts.map((contrast, at) => {
    // Farther out than one module nothing of the symbol shows, and labels have frames there.
    if (ringOf(at, side) > 1) return 0;
    return Math.max(LEAST_WEIGHT, Math.min(1, (contrast / usual) ** 2));
  });
}

/**
 * Mean over a square window of each module, the window cut at the symbol's edge; in the ring, that of the nearest
 * module. Only the symbol is averaged: what surrounds it is all light.
 *
 * @param reach of the window from its middle, in modules
 */
export function windowMeans(values: Float32Array, side: number, reach: number): Float32Array {
  const size = side - 2 * RING;
  const sums = new Float64Array((size + 1) * (size + 1));
  for (let row = 0; row < size; row += 1) {
    let sum = 0;
    for (let column = 0; column < size; column += 1) {
      sum += values[(row + RING) * side + column + RING] ?? 0;
      const at = (row + 1) * (size + 1) + column + 1;
      sums[at] = (sums[at - size - 1] ?? 0) + sum;
    }
  }
  const means = new Float32Array(side * side);
  for (let at = 0; at < means.length; at += 1) {
    const column = Math.min(Math.max((at % side) - RING, 0), size - 1);
    const row = Math.min(Math.max(Math.floor(at / side) - RING, 0), size - 1);
    const left = Math.max(0, column - reach);
    const right = Math.min(size, column + reach + 1);
    const top = Math.max(0, row - reach);
    const bottom = Math.min(size, row + reach + 1);
    const sum =
      (sums[bottom * (size + 1) + right] ?? 0) -
      (sums[bottom * (size + 1) + left] ?? 0) -
      (sums[top * (size + 1) + right] ?? 0) +
      (sums[top * (size + 1) + left] ?? 0);
    means[at] = sum / ((right - left) * (bottom - top));
  }
  return means;
}
