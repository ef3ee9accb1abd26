/**
 * Picture files to grey pixels, within limits. What a file is, its content says: names do not get here. The
 * size in the header is held against the limit before a pixel is decoded.
 */
import { failure } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { readBilevelPng } from "./png/bilevel.ts";
import { loadHeic } from "./heic/load.ts";
import { greyOverWhite } from "../qr/picture/luma.ts";
import type { GreyPixels } from "../qr/picture/pixels.ts";
import { parseOrientation } from "./orientation.ts";
import type { Orientation } from "./orientation.ts";
import { inflateLines } from "./png/pnglines.ts";
import { describeForeignFile, nameFormat, recogniseImage } from "./recognise.ts";
import type { ImageFormat } from "./recognise.ts";

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
  if (format === "avif") checkExtents(file);
  return { ...(await loadWithSharp(file, format)), format };
}

function checkPixels(width: number, height: number): void {
  if (width * height > limits.picturePixels) {
    throw failure("image/too-many-pixels", { width, height, maxPixels: limits.picturePixels });
  }
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

/** Where the image header's data begins: signature, length, type (ISO/IEC 15948 §5). */
const IHDR_DATA_AT = 16;

/** By colour type: grey, colour, palette, grey with alpha, colour with alpha (ISO/IEC 15948 §11.2.2). */
const samplesPerPixel: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/**
 * Our own codes are small PNG files: for them pngjs saves loading sharp. Returns null for what sharp shall
 * have a look at: large ones, interlaced ones (pngjs inflates those without bound), ones pngjs refuses.
 */
async function loadSmallPng(file: Uint8Array): Promise<GreyPixels | null> {
  if (file.length < IHDR_DATA_AT + 13) throw failure("image/damaged", { format: nameFormat("png") });
  const header = new DataView(file.buffer, file.byteOffset + IHDR_DATA_AT, 13);
  const width = header.getUint32(0);
  const height = header.getUint32(4);
  const interlaced = header.getUint8(12) !== 0;
  if (width === 0 || height === 0) throw failure("image/damaged", { format: nameFormat("png") });
  checkPixels(width, height);
  if (width * height > limits.pngjsPixels || interlaced) return null;
  const depth = header.getUint8(8);
  const colourType = header.getUint8(9);
  const bilevel = depth === 1 && colourType === 0 ? readBilevelPng(file, width, height) : null;
  if (bilevel !== null) return { width, height, pixels: bilevel };
  // Where lines are missing, pngjs makes pixels of whatever its memory held before.
  const lineBytes = 1 + Math.ceil((width * depth * (samplesPerPixel.get(colourType) ?? 0)) / 8);
  if (inflateLines(file, lineBytes * height) === null) return null;
  const png = await import("pngjs/lib/png-sync.js");
  try {
    const { data } = png.read(Buffer.from(file.buffer, file.byteOffset, file.length));
    return { width, height, pixels: greyOverWhite(data, 4) };
  } catch {
    return null;
  }
}

async function loadWithSharp(file: Uint8Array, format: ImageFormat): Promise<Omit<GreyImage, "format">> {
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
