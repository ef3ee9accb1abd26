/** Where pictures come from, one after the other: whoever reads them holds the pixels of one at a time. */
import { loadImage } from "./image.ts";
import type { GreyImage } from "./image.ts";

/** Which one of a source's pictures it is: facts, for whoever words a message. */
export interface FrameName {
  /** Of a document, of an animation or a camera, or of a file that holds no more than pictures. */
  readonly kind: "page" | "frame" | "picture";
  /** From 1. */
  readonly number: number;
  /** How many there are; null where nobody knows before the last. */
  readonly count: number | null;
}

export interface Frame extends GreyImage {
  readonly called: FrameName;
}

/**
 * The frames in the source's own order. Each is made only when it is asked for, and what the source holds is given back
 * when its last frame has been taken, when one cannot be made, or when its reader has enough: `for await` that is left
 * calls the iterator's return().
 */
export type PictureSource = AsyncIterable<Frame>;

/**
 * The pictures of a file; at least one, or it throws. Every format read today gives one. Throws image/unsupported,
 * image/too-many-pixels or image/damaged.
 */
export async function* loadPictures(file: Uint8Array): PictureSource {
  yield { ...(await loadImage(file)), called: { kind: "picture", number: 1, count: 1 } };
}
