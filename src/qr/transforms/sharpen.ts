/** Unsharp masking: what a blurred copy lacks, added once more. */
import { boxMeans } from "./box.ts";
import { inPlace } from "./transform.ts";
import type { Transform } from "./transform.ts";

/**
 * @param sigma of the blurred copy, in pixels: as wide as the blur that shall be undone
 * @param amount how many times the difference is added
 */
export function sharpen(sigma: number, amount: number): Transform {
  return inPlace(({ width, height, pixels: from }) => {
    const blurred = boxRadii(sigma).reduce(
      (values, radius) => boxMeans(values, width, height, radius),
      Float32Array.from(from),
    );
    const pixels = new Uint8ClampedArray(from.length);
    for (let at = 0; at < from.length; at += 1) {
      const grey = from[at] ?? 0;
      pixels[at] = grey + amount * (grey - (blurred[at] ?? 0));
    }
    return { width, height, pixels: new Uint8Array(pixels.buffer) };
  });
}

/**
 * Three boxes whose means, one of the other, blur almost like a Gaussian: of the odd widths just below and just above
 * the right one, as many of the narrower as bring the variance closest (Kovesi, Fast almost-Gaussian filtering, 2010).
 */
export function boxRadii(sigma: number): readonly number[] {
  const narrow = Math.floor((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2);
  // A box of radius r has the variance r(r + 1)/3, the next wider one 2(r + 1)/3 more.
  const lacking = sigma * sigma - narrow * (narrow + 1);
  const wider = Math.round(lacking / ((2 * (narrow + 1)) / 3));
  return [0, 1, 2].map((box) => (box < wider ? narrow + 1 : narrow));
}
