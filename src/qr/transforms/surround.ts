/** Every grey held against those around it: for light and shade that change over the picture. */
import { localMoments } from "./box.ts";
import { inPlace } from "./transform.ts";
import type { Transform } from "./transform.ts";

/** Standard deviations on either side of the local mean that fill the range. A code, half of it dark, spreads one. */
const SPREAD = 1.5;
/** The least deviation that is stretched in full, in grey levels: what is less is mostly the camera's noise. */
const LEAST_DEVIATION = 2;

/**
 * Stretches the contrast of every neighbourhood to the whole range, the local mean becoming the middle.
 *
 * @param radius of the neighbourhood, as a share of the picture's longer side
 */
export function localStretch(radius: number): Transform {
  return inPlace(({ width, height, pixels: from }) => {
    const reach = Math.max(1, Math.round(radius * Math.max(width, height)));
    const { means, deviations } = localMoments(from, width, height, reach);
    const pixels = new Uint8ClampedArray(from.length);
    for (let at = 0; at < from.length; at += 1) {
      const deviation = Math.max(deviations[at] ?? 0, LEAST_DEVIATION);
      pixels[at] = 127.5 * (1 + ((from[at] ?? 0) - (means[at] ?? 0)) / (SPREAD * deviation));
    }
    return { width, height, pixels: new Uint8Array(pixels.buffer) };
  });
}
