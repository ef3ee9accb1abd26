import type { Point } from "./homography.ts";
import type { Light } from "./paper.ts";
import type { Random } from "./random.ts";

/**
 * Darkens the scene evenly from one side of the photograph to the other, in a drawn direction.
 * @param loss share of the light that is lost between the two ends of the longer side, 0 to 1
 */
export function castShade(light: Light, loss: number, random: Random): void {
  const direction = random.uniform(0, 2 * Math.PI);
  if (loss === 0) return;
  const { width, height, levels } = light;
  const span = Math.max(width, height);
  const perColumn = Math.cos(direction) / span;
  const perRow = Math.sin(direction) / span;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const along = 0.5 + (x + 0.5 - width / 2) * perColumn + (y + 0.5 - height / 2) * perRow;
      // On a diagonal the corners lie beyond both ends.
      const kept = 1 - loss * Math.min(1, Math.max(0, along));
      levels[y * width + x] = (levels[y * width + x] ?? 0) * kept;
    }
  }
}

/**
 * Lays a lamp's reflection over the scene: towards white, strongest in its middle.
 * @param middle in photo pixels
 * @param radius standard deviation of the fall-off, in photo pixels
 * @param strength share of the way to white in the middle, 0 to 1
 */
export function addGlare(light: Light, middle: Point, radius: number, strength: number): void {
  const { width, height, levels } = light;
  // Beyond four standard deviations it adds less than a tenth of a grey level.
  const reach = 4 * radius;
  const firstRow = Math.max(0, Math.floor(middle.y - reach));
  const lastRow = Math.min(height - 1, Math.ceil(middle.y + reach));
  const firstColumn = Math.max(0, Math.floor(middle.x - reach));
  const lastColumn = Math.min(width - 1, Math.ceil(middle.x + reach));
  for (let y = firstRow; y <= lastRow; y++) {
    for (let x = firstColumn; x <= lastColumn; x++) {
      const distance = Math.hypot(x + 0.5 - middle.x, y + 0.5 - middle.y) / radius;
      const level = levels[y * width + x] ?? 0;
      levels[y * width + x] = level + (255 - level) * strength * Math.exp((-distance * distance) / 2);
    }
  }
}
