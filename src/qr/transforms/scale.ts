/** Smaller copies. */
import type { GreyPixels } from "../pixels.ts";
import type { Transform } from "./transform.ts";

/**
 * Makes the longer side at most `maxSide` pixels; a smaller picture is left as it is. Each new pixel is the mean of the
 * area it covers, parts of pixels counted in part: nothing aliases, and noise averages out.
 */
export function shrinkTo(maxSide: number): Transform {
  return (image) => {
    const small = shrink(image, maxSide);
    const back = { x: image.width / small.width, y: image.height / small.height };
    return { image: small, back: ({ x, y }) => ({ x: x * back.x, y: y * back.y }) };
  };
}

function shrink(image: GreyPixels, maxSide: number): GreyPixels {
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
