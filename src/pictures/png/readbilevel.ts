/**
 * PNG of one bit a pixel, the kind this project draws: a code that comes by mail and never was on paper. pngjs
 * reads it too, by way of four bytes a pixel and a function call for each; this takes a tenth of the time,
 * which is most of what such a scan costs. Whatever is unusual is left to pngjs.
 */
import { inflateLines } from "./pnglines.ts";

const filters = { none: 0, up: 2 } as const;

/**
 * The pixels, 0 or 255, of a greyscale PNG of depth 1 without interlacing, whose header gave this size. Null for
 * damage, transparency, and filters that nobody uses at this depth.
 */
export function readBilevelPng(file: Uint8Array, width: number, height: number): Uint8Array | null {
  const lineBytes = 1 + Math.ceil(width / 8);
  const data = inflateLines(file, lineBytes * height);
  return data === null || data.transparent ? null : spreadBits(data.lines, lineBytes, width, height);
}

function spreadBits(lines: Uint8Array, lineBytes: number, width: number, height: number): Uint8Array | null {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const lineAt = y * lineBytes;
    const filter = lines[lineAt];
    if (filter !== filters.none && filter !== filters.up) return null;
    // ISO/IEC 15948 §9.2: a line filtered "up" holds differences to the line above, which is zero at the top.
    if (filter === filters.up && y > 0) {
      for (let at = lineAt + 1; at < lineAt + lineBytes; at += 1) {
        lines[at] = (lines[at] ?? 0) + (lines[at - lineBytes] ?? 0);
      }
    }
    for (let x = 0; x < width; x += 1) {
      const bits = lines[lineAt + 1 + (x >> 3)] ?? 0;
      pixels[y * width + x] = (bits & (0x80 >> (x & 7))) === 0 ? 0 : 255;
    }
  }
  return pixels;
}
