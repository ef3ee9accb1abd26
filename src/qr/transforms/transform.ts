/** What a picture is made into before a decoder gets it, and the way back to where its symbols stand. */
import type { Point } from "../decoders/decoder.ts";
import type { GreyPixels } from "../pixels.ts";

export interface Transformed {
  readonly image: GreyPixels;
  /** From a place in `image` to the place in the picture the transform was given, both in pixels from the edges. */
  readonly back: (place: Point) => Point;
}

/** Pure: the same picture gives the same result, and is not changed. */
export type Transform = (image: GreyPixels) => Transformed;
