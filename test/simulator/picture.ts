import sharp from "sharp";

/** A printed picture or a photograph: one byte a pixel, row by row, 0 black to 255 white. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/**
 * Draws a square symbol as it would be printed.
 * @param side modules along one side, without the quiet zone
 * @param isDark whether the module at this row and column is dark
 * @param modulePixels pixels along one side of a module
 * @param quietZone modules of white around the symbol
 */
export function drawModules(
  side: number,
  isDark: (row: number, column: number) => boolean,
  modulePixels = 8,
  quietZone = 4,
): Picture {
  const width = (side + 2 * quietZone) * modulePixels;
  const pixels = new Uint8Array(width * width).fill(255);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      if (!isDark(row, column)) continue;
      const left = (column + quietZone) * modulePixels;
      const top = (row + quietZone) * modulePixels;
      for (let y = top; y < top + modulePixels; y++) {
        pixels.fill(0, y * width + left, y * width + left + modulePixels);
      }
    }
  }
  return { width, height: width, pixels };
}

/**
 * Pixels along one side of a module in the picture of one upright symbol: the first dark run met from the
 * top left is the upper edge of a finder pattern, seven modules long.
 */
export function measureModulePixels(picture: Picture): number {
  const { width, pixels } = picture;
  const isDark = (index: number): boolean => (pixels[index] ?? 255) < 128;
  const start = pixels.findIndex((grey) => grey < 128);
  if (start < 0) throw new Error("expected the picture of a QR code, found no dark pixel in it");
  const endOfRow = (Math.floor(start / width) + 1) * width;
  let end = start;
  while (end < endOfRow && isDark(end)) end++;
  return (end - start) / 7;
}

/** Reads a picture file (PNG, JPEG …) as grey pixels, upright. */
export async function loadPicture(file: string): Promise<Picture> {
  const { data, info } = await sharp(file)
    .autoOrient()
    .flatten({ background: "white" })
    .toColourspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 1) throw new Error(`expected one grey channel, found ${info.channels}: ${file}`);
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
}
