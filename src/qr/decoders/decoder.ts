/** What every reader library looks like from outside. */
import type { ErrorCorrection } from "../errorcorrection.ts";
import type { GreyPixels } from "../pixels.ts";

/** Pixels from the left and the top edge of the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Of a symbol without its quiet zone: top left, top right, bottom right, bottom left as it was drawn. */
export type Corners = readonly [Point, Point, Point, Point];

export interface ReadSymbol {
  /** The bytes of the symbol after error correction; never empty. */
  readonly payload: Uint8Array;
  /** 1 to 40, where the reader tells. */
  readonly version: number | null;
  /** Where the reader tells. */
  readonly errorCorrection: ErrorCorrection | null;
  readonly corners: Corners;
}

export interface Decoder {
  readonly name: string;
  /**
   * Every symbol found, at most limits.symbolsPerPicture, corners in pixels of this very picture.
   *
   * @param shouldStop a slow reader asks it often, and gives what it has once it is true
   */
  decode(image: GreyPixels, shouldStop?: () => boolean): Promise<readonly ReadSymbol[]>;
}
