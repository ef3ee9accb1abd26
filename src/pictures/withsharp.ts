/** What sharp decodes: every format but small PNG files and HEIC. */
import { failure } from "./formats/refusals.ts";
import { limits } from "../core/limits.ts";
import type { GreyPixels } from "../qr/picture/pixels.ts";
import { parseOrientation } from "./formats/orientation.ts";
import type { Orientation } from "./formats/orientation.ts";
import { checkPixels } from "./formats/pixellimit.ts";
import { nameFormat } from "./formats/recognise.ts";
import type { ImageFormat } from "./formats/recognise.ts";

/** Upright, with how the file stores it. Throws image/too-many-pixels and image/damaged. */
export async function loadWithSharp(
  file: Uint8Array,
  format: ImageFormat,
): Promise<GreyPixels & { readonly orientation: Orientation }> {
  if (format === "avif") checkExtents(file);
  const { default: sharp } = await import("sharp");
  // One picture a process: a cache and more threads only cost memory.
  sharp.cache(false);
  sharp.concurrency(1);
  const damaged = (): never => {
    // Its reasons name library functions and mean nothing to the people who read ours.
    throw failure("image/damaged", { format: nameFormat(format) });
  };

  const { width, height, orientation } = await sharp(file, { limitInputPixels: false })
    .metadata()
    .catch(damaged);
  checkPixels(width, height);
  // Phones write JPEG files that earn warnings; those are read, broken ones are not.
  const options = { limitInputPixels: limits.picturePixels, failOn: "error", autoOrient: true } as const;
  const { data, info } = await sharp(file, options)
    .flatten({ background: "white" })
    .toColourspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(damaged);
  return {
    width: info.width,
    height: info.height,
    pixels: new Uint8Array(data.buffer, data.byteOffset, data.length),
    orientation: parseOrientation(orientation),
  };
}

/** The start of an image spatial extents box, up to its width and height (ISO/IEC 23008-12 §6.5.3). */
const ISPE = Buffer.from("\0\0\0\x14ispe\0\0\0\0", "latin1");

/** Sharp's libraries write on our standard error about sizes beyond 31 bits, before they refuse them. */
function checkExtents(file: Uint8Array): void {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  for (let at = bytes.indexOf(ISPE); at >= 0; at = bytes.indexOf(ISPE, at + 1)) {
    const sizeAt = at + ISPE.length;
    if (sizeAt + 8 <= bytes.length) checkPixels(bytes.readUInt32BE(sizeAt), bytes.readUInt32BE(sizeAt + 4));
  }
}
