import type { Light } from "./paper.ts";
import type { Picture } from "./picture.ts";
import type { Random } from "./random.ts";

/**
 * Turns light into grey pixels: adds normal noise, rounds, and cuts off at black and white.
 * @param noise standard deviation in grey levels
 */
export function capture({ width, height, levels }: Light, noise: number, random: Random): Picture {
  const pixels = new Uint8ClampedArray(width * height);
  for (let at = 0; at < pixels.length; at++) {
    const level = levels[at] ?? 0;
    pixels[at] = noise > 0 ? level + noise * random.normal() : level;
  }
  return { width, height, pixels: new Uint8Array(pixels.buffer) };
}
