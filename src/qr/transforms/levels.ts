/** Grey levels drawn apart or together, each by itself: what a lookup table of 256 entries can do. */
import type { GreyPixels } from "../picture/pixels.ts";
import { inPlace } from "./transform.ts";
import type { Transform } from "./transform.ts";

/**
 * Grey to the power of `exponent`, black and white kept. Below 1 it draws dark levels apart, for a code in the
 * shade beside a bright spot; above 1 light ones, for one that glare has washed out.
 */
export function gamma(exponent: number): Transform {
  return lookUp((grey) => 255 * (grey / 255) ** exponent);
}

/** `low` and all below becomes black, `high` and all above white, and what lies between fills the range. */
export function window(low: number, high: number): Transform {
  return lookUp((grey) => (255 * (grey - low)) / (high - low));
}

/** Pixels between those that are looked at: a share of a picture needs no more. */
const SHARE_STEP = 7;

/** The share of pixels darker than a grey level, of a sample spread over the picture. */
export function shareBelow({ pixels }: GreyPixels, grey: number): number {
  let below = 0;
  for (let at = 0; at < pixels.length; at += SHARE_STEP) if ((pixels[at] ?? 0) < grey) below += 1;
  return below / Math.ceil(pixels.length / SHARE_STEP);
}

function lookUp(level: (grey: number) => number): Transform {
  // Clamped rounds as well as clamps.
  const table = Uint8ClampedArray.from({ length: 256 }, (_, grey) => level(grey));
  return inPlace(({ width, height, pixels: from }) => {
    const pixels = new Uint8Array(from.length);
    for (let at = 0; at < from.length; at += 1) pixels[at] = table[from[at] ?? 0] ?? 0;
    return { width, height, pixels };
  });
}
