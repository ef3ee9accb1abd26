import type { Point } from "./homography.ts";
import type { Light } from "./paper.ts";
import type { Random } from "./random.ts";

/**
 * Darkens a spot with an uneven border, as spilt coffee does: most at its rim.
 * @param radius mean distance of the border from the middle, in photo pixels; it wanders by up to a third
 * @param darkness share of the light that the rim takes, 0 to 1; the inside takes half of it
 */
export function addStain(
  light: Light,
  middle: Point,
  radius: number,
  darkness: number,
  random: Random,
): void {
  const { width, height, levels } = light;
  const waves = [2, 3, 5].map((times) => ({
    times,
    start: random.uniform(0, 2 * Math.PI),
    size: random.uniform(0, 1 / 9),
  }));
  const reach = 1.5 * radius;
  const firstRow = Math.max(0, Math.floor(middle.y - reach));
  const lastRow = Math.min(height - 1, Math.ceil(middle.y + reach));
  const firstColumn = Math.max(0, Math.floor(middle.x - reach));
  const lastColumn = Math.min(width - 1, Math.ceil(middle.x + reach));
  for (let y = firstRow; y <= lastRow; y++) {
    for (let x = firstColumn; x <= lastColumn; x++) {
      const across = x + 0.5 - middle.x;
      const down = y + 0.5 - middle.y;
      const angle = Math.atan2(down, across);
      const border =
        radius *
        waves.reduce((sum, { times, start, size }) => sum + size * Math.sin(times * angle + start), 1);
      const share = Math.hypot(across, down) / border;
      if (share >= 1) continue;
      // The rim is the outer tenth.
      const taken = darkness * Math.max(0.5, 1 - 5 * (1 - share));
      levels[y * width + x] = (levels[y * width + x] ?? 0) * (1 - taken);
    }
  }
}
