/** Pictures to transform, and what the tests ask of the results. */
import type { Point } from "../../../src/qr/picture/corners.ts";
import type { GreyPixels } from "../../../src/qr/picture/pixels.ts";
import type { Transform } from "../../../src/qr/transforms/transform.ts";

/** A picture of noise that is the same in every run. */
export function makeNoise(width: number, height: number): GreyPixels {
  let state = 12345;
  const pixels = Uint8Array.from({ length: width * height }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
  return { width, height, pixels };
}

/** The grey at a column and row; outside, that of the nearest pixel. */
export function greyAt({ width, height, pixels }: GreyPixels, column: number, row: number): number {
  const x = Math.min(Math.max(column, 0), width - 1);
  const y = Math.min(Math.max(row, 0), height - 1);
  return pixels[y * width + x] ?? Number.NaN;
}

/** One value a pixel, row by row. */
export function mapPixels(image: GreyPixels, value: (column: number, row: number) => number): number[] {
  return Array.from(image.pixels, (_, at) => value(at % image.width, Math.floor(at / image.width)));
}

/** The greys of the pixels at most `radius` columns and rows away that are in the picture. */
export function windowAround(image: GreyPixels, column: number, row: number, radius: number): number[] {
  const greys: number[] = [];
  for (let y = row - radius; y <= row + radius; y += 1) {
    for (let x = column - radius; x <= column + radius; x += 1) {
      if (x >= 0 && y >= 0 && x < image.width && y < image.height) greys.push(greyAt(image, x, y));
    }
  }
  return greys;
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How far from a black dot in a white picture one gets by transforming it, finding the dot, and going back. */
export function wayBackError(transform: Transform, width: number, height: number, dot: Point): number {
  const pixels = new Uint8Array(width * height).fill(255);
  for (let y = -2; y < 2; y += 1) {
    for (let x = -2; x < 2; x += 1) pixels[(dot.y + y) * width + dot.x + x] = 0;
  }
  const { image, back } = transform({ width, height, pixels });
  let [weight, x, y] = [0, 0, 0];
  image.pixels.forEach((grey, at) => {
    const darkness = 255 - grey;
    weight += darkness;
    x += darkness * ((at % image.width) + 0.5);
    y += darkness * (Math.floor(at / image.width) + 0.5);
  });
  const found = back({ x: x / weight, y: y / weight });
  return Math.hypot(found.x - dot.x, found.y - dot.y);
}

/** In every corner and on the way between them, in a picture of 100 × 60. */
export const dots: readonly Point[] = [
  { x: 3, y: 3 },
  { x: 97, y: 3 },
  { x: 97, y: 57 },
  { x: 3, y: 57 },
  { x: 40, y: 25 },
  { x: 71, y: 44 },
];
