/**
 * Picture files to grey pixels, within limits. What a file is, its content says: names do not get here. The
 * size in the header is held against the limit before a pixel is decoded.
 */
import { failure } from "./formats/refusals.ts";
import type { GreyPixels } from "../qr/picture/pixels.ts";
import type { Orientation } from "./formats/orientation.ts";
import { describeForeignFile, recogniseImage } from "./formats/recognise.ts";
import type { ImageFormat } from "./formats/recognise.ts";
import { loadHeic } from "./heic/load.ts";
import { loadSmallPng } from "./png/readpng.ts";
import { loadWithSharp } from "./withsharp.ts";

export interface GreyImage extends GreyPixels {
  readonly format: ImageFormat;
  /** How the file stores what is upright here (orientation.ts). */
  readonly orientation: Orientation;
}

/**
 * Decodes the first picture of the file, upright as its EXIF orientation says, what is transparent laid over
 * white. Throws image/unsupported, image/too-many-pixels or image/damaged.
 */
export async function loadImage(file: Uint8Array): Promise<GreyImage> {
  const format = recogniseImage(file);
  if (format === null)
    throw failure("image/unsupported", { found: describeForeignFile(file), textAllowed: false });
  if (format === "png") {
    const image = await loadSmallPng(file);
    // The pixels as they are stored: no camera writes PNG, and its EXIF chunk is not looked for here.
    if (image !== null) return { ...image, format, orientation: 1 };
  }
  // Its decoder turns it upright (orientation.ts).
  if (format === "heic") return { ...(await loadHeic(file)), format, orientation: 1 };
  return { ...(await loadWithSharp(file, format)), format };
}
