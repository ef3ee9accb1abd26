import sharp from "sharp";
import type { Picture } from "./picture.ts";

/** How the camera was held, as EXIF writes it: 1 upright, 6 and 8 on its sides, 3 upside down. */
export type Orientation = 1 | 3 | 6 | 8;

/** Degrees clockwise by which the stored pixels are turned, so that a viewer who obeys the tag turns them back. */
const storedTurn: Record<Orientation, number> = { 1: 0, 3: 180, 6: 270, 8: 90 };

/**
 * Writes the picture as a phone does: three colour channels, chroma at half resolution.
 * @param quality 1 to 100
 * @param orientation adds an EXIF tag and stores the pixels turned to match; without it there is no EXIF
 */
export async function encodeJpeg(
  picture: Picture,
  quality: number,
  orientation?: Orientation,
): Promise<Buffer> {
  const { width, height, pixels } = picture;
  const colours = new Uint8Array(3 * pixels.length);
  for (let at = 0; at < pixels.length; at++) colours.fill(pixels[at] ?? 0, 3 * at, 3 * at + 3);
  const turned = sharp(colours, { raw: { width, height, channels: 3 } }).rotate(storedTurn[orientation ?? 1]);
  const tagged = orientation === undefined ? turned : turned.withMetadata({ orientation });
  return tagged.jpeg({ quality, chromaSubsampling: "4:2:0" }).toBuffer();
}
