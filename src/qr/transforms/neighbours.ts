/** Every pixel by the eight around it; at the border the outermost pixels are repeated. */
import type { GreyPixels } from "../pixels.ts";
import { inPlace } from "./transform.ts";
import type { Transform } from "./transform.ts";

/** The darkest of nine: dark parts grow by a pixel all around, and light cracks in them close. */
export const erode: Transform = inPlace((image) => takeOfThree(image, Math.min));

/** The lightest of nine: light parts grow, and dark specks and bridges go. */
export const dilate: Transform = inPlace((image) => takeOfThree(image, Math.max));

/** Of three in each row, then of three such in each column. */
function takeOfThree(
  { width, height, pixels: from }: GreyPixels,
  take: (a: number, b: number, c: number) => number,
): GreyPixels {
  const rows = new Uint8Array(from.length);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    for (let x = 0; x < width; x += 1) {
      const left = row + Math.max(x - 1, 0);
      const right = row + Math.min(x + 1, width - 1);
      rows[row + x] = take(from[left] ?? 0, from[row + x] ?? 0, from[right] ?? 0);
    }
  }
  const pixels = new Uint8Array(from.length);
  for (let y = 0; y < height; y += 1) {
    const above = Math.max(y - 1, 0) * width;
    const below = Math.min(y + 1, height - 1) * width;
    for (let x = 0; x < width; x += 1) {
      pixels[y * width + x] = take(rows[above + x] ?? 0, rows[y * width + x] ?? 0, rows[below + x] ?? 0);
    }
  }
  return { width, height, pixels };
}

/** The median of nine: specks go, edges stay. */
export const removeSpecks: Transform = inPlace(takeMedian);

function takeMedian({ width, height, pixels: from }: GreyPixels): GreyPixels {
  const pixels = new Uint8Array(from.length);
  for (let y = 0; y < height; y += 1) {
    const rows = [Math.max(y - 1, 0) * width, y * width, Math.min(y + 1, height - 1) * width];
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(x - 1, 0);
      const right = Math.min(x + 1, width - 1);
      // Once each row is sorted, the median of nine is that of the largest low, the middle middle and the
      // smallest high: everything else is known to lie above or below it.
      let largestLow = 0;
      let smallestHigh = 255;
      let smallestMiddle = 255;
      let largestMiddle = 0;
      let sumOfMiddles = 0;
      for (const row of rows) {
        const a = from[row + left] ?? 0;
        const b = from[row + x] ?? 0;
        const c = from[row + right] ?? 0;
        const middle = medianOfThree(a, b, c);
        largestLow = Math.max(largestLow, Math.min(a, b, c));
        smallestHigh = Math.min(smallestHigh, Math.max(a, b, c));
        smallestMiddle = Math.min(smallestMiddle, middle);
        largestMiddle = Math.max(largestMiddle, middle);
        sumOfMiddles += middle;
      }
      const middleMiddle = sumOfMiddles - smallestMiddle - largestMiddle;
      pixels[y * width + x] = medianOfThree(largestLow, middleMiddle, smallestHigh);
    }
  }
  return { width, height, pixels };
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
