/** A picture drawn anew, every place from where a polynomial says, between pixels by bilinear interpolation. */
import type { Point } from "../decoders/decoder.ts";
import type { GreyPixels } from "../pixels.ts";
import type { Transformed } from "./transform.ts";

/** Of 1, u, v, u², uv and v², in this order, for a place (u, v) of the result. */
export type Quadratic = readonly [number, number, number, number, number, number];

/** Where in the source a place of the result comes from: turns and scales are linear, bends quadratic. */
export interface QuadraticMap {
  readonly x: Quadratic;
  readonly y: Quadratic;
}

/** Where a place comes from; both in pixels from the edges. */
export function mapPlace({ x, y }: QuadraticMap, { x: u, y: v }: Point): Point {
  const value = ([c, cu, cv, cuu, cuv, cvv]: Quadratic): number =>
    c + cu * u + cv * v + cuu * u * u + cuv * u * v + cvv * v * v;
  return { x: value(x), y: value(y) };
}

/** What lies outside the picture is white, as paper is. */
export function resample(image: GreyPixels, width: number, height: number, map: QuadraticMap): Transformed {
  const pixels = new Uint8Array(width * height).fill(255);
  const { width: columns, height: rows, pixels: from } = image;
  const [x0, xu, xv, xuu, xuv, xvv] = map.x;
  const [y0, yu, yv, yuu, yuv, yvv] = map.y;
  for (let row = 0; row < height; row += 1) {
    // Along a row, v stands still. Pixels are looked up by their middles.
    const v = row + 0.5;
    const startX = x0 + v * (xv + v * xvv) - 0.5;
    const startY = y0 + v * (yv + v * yvv) - 0.5;
    const slopeX = xu + v * xuv;
    const slopeY = yu + v * yuv;
    for (let column = 0; column < width; column += 1) {
      const u = column + 0.5;
      const x = startX + u * (slopeX + u * xuu);
      const y = startY + u * (slopeY + u * yuu);
      if (x < -0.5 || y < -0.5 || x > columns - 0.5 || y > rows - 0.5) continue;
      const insideX = Math.min(Math.max(x, 0), columns - 1);
      const insideY = Math.min(Math.max(y, 0), rows - 1);
      const left = Math.floor(insideX);
      const top = Math.floor(insideY);
      const right = Math.min(left + 1, columns - 1);
      const upper = top * columns;
      const lower = Math.min(top + 1, rows - 1) * columns;
      const shareX = insideX - left;
      const shareY = insideY - top;
      const above = (from[upper + left] ?? 0) * (1 - shareX) + (from[upper + right] ?? 0) * shareX;
      const below = (from[lower + left] ?? 0) * (1 - shareX) + (from[lower + right] ?? 0) * shareX;
      pixels[row * width + column] = Math.round(above * (1 - shareY) + below * shareY);
    }
  }
  return { image: { width, height, pixels }, back: (place) => mapPlace(map, place) };
}
