/** Pixels in colour as a PNG. */
import type { ColourPixels } from "../../qr/picture/pixels.ts";

export async function writeColourPng({ width, height, samples }: ColourPixels): Promise<Uint8Array> {
  const { PNG } = await import("pngjs");
  const png = new PNG({ width, height });
  png.data.set(samples);
  return PNG.sync.write(png);
}
