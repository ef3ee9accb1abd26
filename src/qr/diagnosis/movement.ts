/** Whether the phone moved: a code has as many edges across as down, unless one kind was smeared away. */
import type { Corners } from "../picture/corners.ts";
import type { GreyPixels } from "../picture/pixels.ts";

/**
 * Energy of the slopes in the direction that has most of it over that in the other, from 1: the eigenvalues of the
 * structure tensor (Förstner and Gülch, 1987). Over the upright box around the corners.
 */
export function measureMovement({ width, height, pixels }: GreyPixels, corners: Corners): number {
  const bound = (values: readonly number[], limit: number): readonly [number, number] => [
    Math.max(2, Math.floor(Math.min(...values))),
    Math.min(limit - 2, Math.ceil(Math.max(...values))),
  ];
  const [left, right] = bound(
    corners.map(({ x }) => x),
    width,
  );
  const [top, bottom] = bound(
    corners.map(({ y }) => y),
    height,
  );
  let [across, down, both] = [0, 0, 0];
  // Means of four pixels, two apart: noise has as much slope one way as the other and would even it out.
  const mean = (at: number): number =>
    ((pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + width] ?? 0) + (pixels[at + width + 1] ?? 0)) /
    4;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = y * width + x;
      const dx = mean(at + 1) - mean(at - 1);
      const dy = mean(at + width) - mean(at - width);
      across += dx * dx;
      down += dy * dy;
      both += dx * dy;
    }
  }
  const half = (across + down) / 2;
  const spread = Math.hypot((across - down) / 2, both);
  return half === 0 ? 1 : (half + spread) / Math.max(1e-9, half - spread);
}
