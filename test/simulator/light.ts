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
 * @param strength share of the way to white in the middle; above 1 a wider middle is white
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
      levels[y * width + x] =
        level + (255 - level) * Math.min(1, strength * Math.exp((-distance * distance) / 2));
    }
  }
}

/**
 * Lays a shadow over one side of the scene, with its border through a point, in a drawn direction.
 * @param depth share of the light that the shadow takes, 0 to 1
 * @param softness width of the border in photo pixels, from full light to full shadow
 */
export function castShadow(
  light: Light,
  through: Point,
  depth: number,
  softness: number,
  random: Random,
): void {
  const direction = random.uniform(0, 2 * Math.PI);
  const { width, height, levels } = light;
  const [across, down] = [Math.cos(direction), Math.sin(direction)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = (x + 0.5 - through.x) * across + (y + 0.5 - through.y) * down;
      const share = Math.min(1, Math.max(0, inside / softness + 0.5));
      levels[y * width + x] = (levels[y * width + x] ?? 0) * (1 - depth * share);
    }
  }
}

/** What a cover of clear plastic sends back of the room, in grey levels, where it is hazy. */
const HAZE_LEVEL = 220;

/**
 * Lays a cover of clear plastic over the scene: a haze that takes contrast, and bright wavy streaks right across.
 * @param haze share of the way to the haze's grey, 0 to 1
 * @param streaks how many
 * @param streakWidth standard deviation of a streak's fall-off, in photo pixels
 */
export function coverInPlastic(
  light: Light,
  haze: number,
  streaks: number,
  streakWidth: number,
  random: Random,
): void {
  const { width, height, levels } = light;
  const span = Math.max(width, height);
  const lines = Array.from({ length: streaks }, () => {
    const direction = random.uniform(0, Math.PI);
    const [across, down] = [Math.cos(direction), Math.sin(direction)];
    return {
      across,
      down,
      offset: across * random.uniform(0.25, 0.75) * width + down * random.uniform(0.25, 0.75) * height,
      wave: random.uniform(0.02, 0.06) * span,
      pace: (2 * Math.PI) / (random.uniform(0.3, 1) * span),
      start: random.uniform(0, 2 * Math.PI),
      strength: random.uniform(0.5, 1),
    };
  });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let level = levels[y * width + x] ?? 0;
      level += (HAZE_LEVEL - level) * haze;
      for (const { across, down, offset, wave, pace, start, strength } of lines) {
        const along = across * y - down * x;
        const beside = (across * x + down * y - offset - wave * Math.sin(along * pace + start)) / streakWidth;
        if (Math.abs(beside) < 4) level += (255 - level) * strength * Math.exp((-beside * beside) / 2);
      }
      levels[y * width + x] = level;
    }
  }
}
