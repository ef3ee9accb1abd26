/** Smaller copies. */
import type { GreyPixels } from "../picture/pixels.ts";
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
  const stepY = image.height / height;

  const pixels = new Uint8Array(width * height);
  const spans = cutSpans(image.width, width);
  // Rows first, as they lie in memory: what is left to be taken apart into columns is a fraction of the picture.
  const sums = new Float64Array(image.width);
  for (let y = 0; y < height; y += 1) {
    sums.fill(0);
    const top = y * stepY;
    const bottom = Math.min((y + 1) * stepY, image.height);
    for (let row = Math.floor(top); row < bottom; row += 1) {
      addRow(sums, image, row, Math.min(row + 1, bottom) - Math.max(row, top));
    }
    takeMeans(sums, spans, bottom - top, pixels.subarray(y * width, (y + 1) * width));
  }
  return { width, height, pixels };
}

/** The old columns that each new one covers: from `first` to `last`, of these two only a part. */
interface Spans {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly partOfFirst: Float64Array;
  /** 0 where first and last are the same. */
  readonly partOfLast: Float64Array;
  /** Old columns a new one. */
  readonly step: number;
}

function cutSpans(from: number, to: number): Spans {
  const step = from / to;
  const lefts = Float64Array.from({ length: to }, (_, x) => x * step);
  const rights = Float64Array.from({ length: to }, (_, x) => Math.min((x + 1) * step, from));
  const first = Int32Array.from(lefts, Math.floor);
  const last = Int32Array.from(rights, (right) => Math.ceil(right) - 1);
  const partOfFirst = lefts.map((left, x) => Math.min((first[x] ?? 0) + 1, rights[x] ?? 0) - left);
  const partOfLast = rights.map((right, x) => (first[x] === last[x] ? 0 : right - (last[x] ?? 0)));
  return { first, last, partOfFirst, partOfLast, step };
}

/** Adds one row of the picture, `share` times. */
function addRow(sums: Float64Array, { pixels, width }: GreyPixels, row: number, share: number): void {
  for (let x = 0, at = row * width; x < width; x += 1, at += 1) {
    sums[x] = (sums[x] ?? 0) + share * (pixels[at] ?? 0);
  }
}

/** @param rows how many were summed up, parts counted in part */
function takeMeans(sums: Float64Array, spans: Spans, rows: number, out: Uint8Array): void {
  const { first, last, partOfFirst, partOfLast } = spans;
  const share = 1 / (rows * spans.step);
  for (let x = 0; x < out.length; x += 1) {
    const [from, to] = [first[x] ?? 0, last[x] ?? 0];
    let sum = (sums[from] ?? 0) * (partOfFirst[x] ?? 0) + (sums[to] ?? 0) * (partOfLast[x] ?? 0);
    for (let column = from + 1; column < to; column += 1) sum += sums[column] ?? 0;
    out[x] = sum * share + 0.5;
  }
}
