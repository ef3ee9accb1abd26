/**
 * Reading a picture between its pixels, and at other scales. Coordinates count from the picture's edge: the middle
 * of the first pixel is 0.5, so that a picture of half the size has all coordinates halved.
 */
import type { GreyPixels } from "../../picture/pixels.ts";

/**
 * Grey level at a place, linear between pixels; beyond the border the outermost pixels are repeated.
 *
 * @param inside whether the place lies at least a pixel inside the picture, which spares looking
 */
export function sampleAt(
  { width, height, pixels }: GreyPixels,
  x: number,
  y: number,
  inside = false,
): number {
  if (inside) {
    const fromLeft = x - 0.5;
    const fromTop = y - 0.5;
    const column = fromLeft | 0;
    const row = fromTop | 0;
    const right = fromLeft - column;
    const at = row * width + column;
    const left = pixels[at] ?? 0;
    const upper = left + right * ((pixels[at + 1] ?? 0) - left);
    const below = pixels[at + width] ?? 0;
    const lower = below + right * ((pixels[at + width + 1] ?? 0) - below);
    return upper + (fromTop - row) * (lower - upper);
  }
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

/**
 * Grey levels at many places, as sampleAt gives them.
 *
 * @param x of each place, and
 * @param y in pixels; `count` of them
 * @param inside whether all lie at least a pixel inside the picture, which spares looking
 */
export function sampleMany(
  image: GreyPixels,
  x: Float64Array,
  y: Float64Array,
  count: number,
  inside: boolean,
  out: Float64Array,
): void {
  for (let index = 0; index < count; index += 1) {
    out[index] = sampleAt(image, x[index] ?? 0, y[index] ?? 0, inside);
  }
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
  /** Sums above and left of each pixel corner, modulo 2³²: differences come out right for up to 8 million pixels. */
  readonly #sums: Int32Array;

  constructor({ width, height, pixels }: GreyPixels) {
    this.#width = width;
    this.#height = height;
    const sums = new Int32Array((width + 1) * (height + 1));
    this.#sums = sums;
    for (let y = 0; y < height; y += 1) {
      let row = 0;
      const from = y * width;
      const to = (y + 1) * (width + 1) + 1;
      const above = to - width - 1;
      for (let x = 0; x < width; x += 1) {
        row += pixels[from + x] ?? 0;
        sums[to + x] = ((sums[above + x] ?? 0) + row) | 0;
      }
    }
  }

  /**
   * How much darker the middle is than its surround, at pixel corners `step` apart: mean of the outer box less mean
   * of the inner one, cut at the border.
   *
   * @param margin from the picture's border within which 0 stands
   * @returns by rows of ⌊width / step⌋: at (column, row) that of the pixel corner at `step` times both
   */
  contrasts(step: number, inner: number, outer: number, margin: number): Float32Array {
    const width = this.#width;
    const height = this.#height;
    const sums = this.#sums;
    const columns = Math.floor(width / step);
    const contrasts = new Float32Array(columns * Math.floor(height / step));
    const line = width + 1;
    const ofInner = 1 / (4 * inner * inner);
    const ofOuter = 1 / (4 * outer * outer);
    const first = Math.ceil(margin / step);
    const lastColumn = Math.floor(Math.min(width - margin, (columns - 1) * step) / step);
    const lastRow = Math.floor(Math.min(height - margin, height - step) / step);
    for (let row = first; row <= lastRow; row += 1) {
      const y = row * step;
      const to = row * columns;
      const whole = y >= outer && y + outer <= height;
      const wholeFrom = whole ? Math.max(first, Math.ceil(outer / step)) : lastColumn + 1;
      const wholeTo = Math.floor((width - outer) / step);
      const [a, b] = [(y - outer) * line, (y + outer) * line];
      const [c, d] = [(y - inner) * line, (y + inner) * line];
      for (let column = first; column <= lastColumn; column += 1) {
        const x = column * step;
        if (column < wholeFrom || column > wholeTo) {
          contrasts[to + column] = this.contrastAt(x, y, inner, outer);
          continue;
        }
        const wide =
          ((sums[b + x + outer] ?? 0) -
            (sums[b + x - outer] ?? 0) -
            (sums[a + x + outer] ?? 0) +
            (sums[a + x - outer] ?? 0)) |
          0;
        const narrow =
          ((sums[d + x + inner] ?? 0) -
            (sums[d + x - inner] ?? 0) -
            (sums[c + x + inner] ?? 0) +
            (sums[c + x - inner] ?? 0)) |
          0;
        contrasts[to + column] = wide * ofOuter - narrow * ofInner;
      }
    }
    return contrasts;
  }

  /** One of `contrasts`, anywhere. */
  contrastAt(x: number, y: number, inner: number, outer: number): number {
    return this.mean(x, y, outer) - this.mean(x, y, inner);
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
    return (sum | 0) / area;
  }
}
