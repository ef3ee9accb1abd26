/**
 * Reading a picture between its pixels, and at other scales. Coordinates count from the picture's edge: the middle
 * of the first pixel is 0.5, so that a picture of half the size has all coordinates halved.
 */
import type { GreyPixels } from "../pixels.ts";

/** Grey level at a place, linear between pixels; beyond the border the outermost pixels are repeated. */
export function sampleAt({ width, height, pixels }: GreyPixels, x: number, y: number): number {
  const fromLeft = Math.min(Math.max(x - 0.5, 0), width - 1.001);
  const fromTop = Math.min(Math.max(y - 0.5, 0), height - 1.001);
  const column = Math.trunc(fromLeft);
  const row = Math.trunc(fromTop);
  const right = fromLeft - column;
  const down = fromTop - row;
  const at = row * width + column;
  const upper = (pixels[at] ?? 0) * (1 - right) + (pixels[at + 1] ?? 0) * right;
  const lower = (pixels[at + width] ?? 0) * (1 - right) + (pixels[at + width + 1] ?? 0) * right;
  return upper * (1 - down) + lower * down;
}

/** The picture at half the size, each pixel the mean of four; an odd last row or column is left out. */
export function halve({ width, height, pixels: from }: GreyPixels): GreyPixels {
  const [newWidth, newHeight] = [width >> 1, height >> 1];
  const pixels = new Uint8Array(newWidth * newHeight);
  for (let y = 0; y < newHeight; y += 1) {
    let at = 2 * y * width;
    for (let x = 0; x < newWidth; x += 1, at += 2) {
      const sum =
        (from[at] ?? 0) + (from[at + 1] ?? 0) + (from[at + width] ?? 0) + (from[at + width + 1] ?? 0);
      pixels[y * newWidth + x] = (sum + 2) >> 2;
    }
  }
  return { width: newWidth, height: newHeight, pixels };
}

/** Light for dark. */
export function negate({ width, height, pixels }: GreyPixels): GreyPixels {
  return { width, height, pixels: pixels.map((grey) => 255 - grey) };
}

/** Sums over upright boxes of pixels, each in four look-ups (Crow, "Summed-area tables", 1984). */
export class BoxSums {
  readonly #width: number;
  readonly #height: number;
  /** Sums above and left of each pixel corner, modulo 2³²: differences come out right all the same. */
  readonly #sums: Uint32Array;

  constructor({ width, height, pixels }: GreyPixels) {
    this.#width = width;
    this.#height = height;
    this.#sums = new Uint32Array((width + 1) * (height + 1));
    for (let y = 0; y < height; y += 1) {
      let row = 0;
      let at = (y + 1) * (width + 1) + 1;
      for (let x = 0; x < width; x += 1, at += 1) {
        row += pixels[y * width + x] ?? 0;
        this.#sums[at] = (this.#sums[at - width - 1] ?? 0) + row;
      }
    }
  }

  /**
   * Mean of the outer box less mean of the inner one around the same pixel corner, both wholly inside the picture:
   * how much darker the middle is.
   */
  contrastAt(x: number, y: number, inner: number, outer: number): number {
    return (
      this.#sumInside(x, y, outer) / (4 * outer * outer) - this.#sumInside(x, y, inner) / (4 * inner * inner)
    );
  }

  /** Whole numbers only. */
  #sumInside(x: number, y: number, radius: number): number {
    const line = this.#width + 1;
    const upper = (y - radius) * line + x;
    const lower = (y + radius) * line + x;
    const sum =
      (this.#sums[lower + radius] ?? 0) -
      (this.#sums[lower - radius] ?? 0) -
      (this.#sums[upper + radius] ?? 0) +
      (this.#sums[upper - radius] ?? 0);
    return sum >>> 0;
  }

  /** Mean of the box that reaches `radius` from its centre, rounded to whole pixels and cut at the border. */
  mean(x: number, y: number, radius: number): number {
    const left = Math.max(0, Math.round(x - radius));
    const right = Math.min(this.#width, Math.round(x + radius));
    const top = Math.max(0, Math.round(y - radius)) * (this.#width + 1);
    const bottom = Math.min(this.#height, Math.round(y + radius)) * (this.#width + 1);
    const area = ((right - left) * (bottom - top)) / (this.#width + 1);
    if (area <= 0) return 0;
    const sum =
      (this.#sums[bottom + right] ?? 0) -
      (this.#sums[bottom + left] ?? 0) -
      (this.#sums[top + right] ?? 0) +
      (this.#sums[top + left] ?? 0);
    return (sum >>> 0) / area;
  }
}
