/** Grey pictures and what is done to them before reading. Every transform makes a new picture. */

export interface GreyPixels {
  readonly width: number;
  readonly height: number;
  /** width × height, row by row, one byte a pixel: 0 black, 255 white. */
  readonly pixels: Uint8Array;
}

/**
 * Shrinks a picture so that its longer side is at most `maxSide` pixels; a smaller one is returned as it is.
 * Each new pixel is the mean of the area it covers, parts of pixels counted in part: nothing aliases, and
 * noise averages out.
 */
export function shrink(image: GreyPixels, maxSide: number): GreyPixels {
  const scale = maxSide / Math.max(image.width, image.height);
  if (scale >= 1) return image;
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const stepX = image.width / width;
  const stepY = image.height / height;

  const pixels = new Uint8Array(width * height);
  const sums = new Float64Array(width);
  for (let y = 0; y < height; y += 1) {
    sums.fill(0);
    const top = y * stepY;
    const bottom = Math.min((y + 1) * stepY, image.height);
    for (let row = Math.floor(top); row < bottom; row += 1) {
      const share = Math.min(row + 1, bottom) - Math.max(row, top);
      addRow(sums, image, row, stepX, share);
    }
    const area = stepX * (bottom - top);
    for (let x = 0; x < width; x += 1) pixels[y * width + x] = Math.round((sums[x] ?? 0) / area);
  }
  return { width, height, pixels };
}

/** Adds one row of the picture, spread over the columns it falls into, `share` times. */
function addRow(sums: Float64Array, image: GreyPixels, row: number, stepX: number, share: number): void {
  const offset = row * image.width;
  for (let x = 0; x < sums.length; x += 1) {
    const left = x * stepX;
    const right = Math.min((x + 1) * stepX, image.width);
    let sum = 0;
    for (let column = Math.floor(left); column < right; column += 1) {
      const covered = Math.min(column + 1, right) - Math.max(column, left);
      sum += (image.pixels[offset + column] ?? 0) * covered;
    }
    sums[x] = (sums[x] ?? 0) + sum * share;
  }
}

/** The median of every 3 × 3 neighbourhood; at the border the outermost pixels are repeated. Removes specks. */
export function removeSpecks(image: GreyPixels): GreyPixels {
  const { width, height, pixels: from } = image;
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
