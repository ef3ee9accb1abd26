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

/** Half the range of grey levels: the deviation that Sauvola takes for full contrast. */
const FULL_DEVIATION = 128;

/**
 * Black and white, by a threshold that follows the surround: the local mean, lowered where there is little contrast,
 * so that bare paper stays white (Sauvola and Pietikäinen, Adaptive document image binarization, 2000).
 *
 * @param radius in pixels: the window is 2 · radius + 1 pixels a side
 * @param k how much lower, as a share of the mean
 */
export function sauvola(radius: number, k: number): Transform {
  return inPlace(({ width, height, pixels: from }) => {
    const { means, deviations } = localMoments(from, width, height, radius);
    const pixels = new Uint8Array(from.length);
    for (let at = 0; at < from.length; at += 1) {
      const threshold = (means[at] ?? 0) * (1 + k * ((deviations[at] ?? 0) / FULL_DEVIATION - 1));
      pixels[at] = (from[at] ?? 0) > threshold ? 255 : 0;
    }
    return { width, height, pixels };
  });
}
