/** A file to the pictures in it, one after the other: whoever reads them holds the pixels of one at a time. */
import { loadImage } from "./image.ts";
import type { GreyImage } from "./image.ts";

/**
 * The pictures of a file in its own order; at least one, or it throws. Each is decoded only when it is asked for.
 * Every format read today gives one. Throws image/unsupported, image/too-many-pixels or image/damaged.
 */
export async function* loadPictures(file: Uint8Array): AsyncGenerator<GreyImage, void, undefined> {
  yield await loadImage(file);
}
