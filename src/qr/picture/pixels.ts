/** Pictures as everything here sees them. */

export interface GreyPixels {
  readonly width: number;
  readonly height: number;
  /** width × height, row by row, one byte a pixel: 0 black, 255 white. */
  readonly pixels: Uint8Array;
}
