/** Pictures as everything here sees them. */

export interface GreyPixels {
  readonly width: number;
  readonly height: number;
  /** width × height, row by row, one byte a pixel: 0 black, 255 white. */
  readonly pixels: Uint8Array;
}

export interface ColourPixels {
  readonly width: number;
  readonly height: number;
  /** width × height, row by row, four bytes a pixel: red, green, blue, opacity. */
  readonly samples: Uint8Array;
}
