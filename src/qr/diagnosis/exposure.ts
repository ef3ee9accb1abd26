/** How light and how varied a picture is as a whole. */
import type { GreyPixels } from "../picture/pixels.ts";

export interface Exposure {
  /** Grey levels that one and 99 of 100 pixels stay under, noise averaged out. */
  readonly black: number;
  readonly white: number;
  /** Of the pixels as they are. */
  readonly saturatedShare: number;
}

export function measureExposure(image: GreyPixels, saturated: number): Exposure {
  const smooth = average(image);
  const bright = image.pixels.reduce((count, grey) => count + (grey >= saturated ? 1 : 0), 0);
  return {
    black: percentile(smooth.pixels, 0.01),
    white: percentile(smooth.pixels, 0.99),
    saturatedShare: bright / Math.max(1, image.pixels.length),
  };
}

/** What is faint as if it had full contrast, noise averaged out. */
export function stretch(image: GreyPixels, { black, white }: Exposure): GreyPixels {
  const smooth = average(image);
  const scale = 255 / Math.max(1, white - black);
  const table = Uint8ClampedArray.from({ length: 256 }, (_, grey) => (grey - black) * scale);
  return { ...smooth, pixels: smooth.pixels.map((grey) => table[grey] ?? 0) };
}

/** The mean of every 3 × 3 neighbourhood; the border stays as it is. */
function average({ width, height, pixels: from }: GreyPixels): GreyPixels {
  const pixels = Uint8Array.from(from);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      let sum = 0;
      for (let at = (y - 1) * width + x; at <= (y + 1) * width + x; at += width) {
        sum += (from[at - 1] ?? 0) + (from[at] ?? 0) + (from[at + 1] ?? 0);
      }
      pixels[y * width + x] = Math.round(sum / 9);
    }
  }
  return { width, height, pixels };
}

/** The grey level below which a share of the pixels lies. */
function percentile(pixels: Uint8Array, share: number): number {
  const counts = new Float64Array(256);
  for (const grey of pixels) counts[grey] = (counts[grey] ?? 0) + 1;
  let left = share * pixels.length;
  for (let grey = 0; grey < 256; grey += 1) {
    left -= counts[grey] ?? 0;
    if (left < 0) return grey;
  }
  return 255;
}
