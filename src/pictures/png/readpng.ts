/** Small PNG files to grey pixels, without sharp: our own codes are such, and sharp takes longer to load than the rest. */
import { failure } from "../formats/refusals.ts";
import { limits } from "../../core/limits.ts";
import { greyOverWhite } from "../../qr/picture/luma.ts";
import type { GreyPixels } from "../../qr/picture/pixels.ts";
import { checkPixels } from "../formats/pixellimit.ts";
import { nameFormat } from "../formats/recognise.ts";
import { inflateLines } from "./pnglines.ts";
import { readBilevelPng } from "./readbilevel.ts";

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
 * Null for what sharp shall have a look at: large files, interlaced ones (pngjs inflates those without bound), ones that
 * pngjs refuses. Throws image/too-many-pixels and image/damaged.
 */
export async function loadSmallPng(file: Uint8Array): Promise<GreyPixels | null> {
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
