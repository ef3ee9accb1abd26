/** What a picture is made into before a decoder gets it, and the way back to where its symbols stand. */
import type { Point } from "../picture/corners.ts";
import type { GreyPixels } from "../picture/pixels.ts";

export interface Transformed {
  readonly image: GreyPixels;
  /** From a place in `image` to the place in the picture the transform was given, both in pixels from the edges. */
  readonly back: (place: Point) => Point;
}

/** Pure: the same picture gives the same result, and is not changed. */
export type Transform = (image: GreyPixels) => Transformed;

/** A transform that changes greys and leaves everything in its place. */
export function inPlace(change: (image: GreyPixels) => GreyPixels): Transform {
  return (image) => ({ image: change(image), back: (place) => place });
}

/** One transform after the other, the first of them first; with none, the picture as it is. */
export function chain(...transforms: readonly Transform[]): Transform {
  return (image) =>
    transforms.reduce<Transformed>(
      (before, transform) => {
        const after = transform(before.image);
        return { image: after.image, back: (place) => before.back(after.back(place)) };
      },
      { image, back: (place) => place },
    );
}

/** The same transform, done once for a picture that it is asked for again. */
export function remember(transform: Transform): Transform {
  const done = new WeakMap<GreyPixels, Transformed>();
  return (image) => {
    const before = done.get(image);
    if (before !== undefined) return before;
    const transformed = transform(image);
    done.set(image, transformed);
    return transformed;
  };
}
