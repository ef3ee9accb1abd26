import type { Aim } from "./aim.ts";
import type { Picture } from "./picture.ts";
import type { Random } from "./random.ts";
import type { PhotoSettings } from "./settings.ts";

/** Grey levels of light, not yet rounded or cut off: what reaches the sensor. */
export interface Light {
  readonly width: number;
  readonly height: number;
  readonly levels: Float32Array;
}

/**
 * The printed sheet on its desk, evenly lit and seen through a perfect lens. Each value is the mean over
 * the area of a sensor pixel, taken on a grid of sub-pixels.
 */
export function expose(
  picture: Picture,
  aim: Aim,
  settings: PhotoSettings,
  random: Random,
  tearing: Random,
): Light {
  const { width, height, modulePixels } = aim;
  const { ink = 40, paper = 215, desk = 110, deskGrain = 8, sheetMargin = 12 } = settings;
  const [a, b, c, d, e, f, g, h, i] = aim.toSheet;
  const margin = sheetMargin * modulePixels;
  const bent = (settings.bow ?? 0) !== 0;
  const { relief } = aim;
  const torn = settings.torn ?? 0;
  const isTorn = torn === 0 ? null : tearCorner(picture, torn * modulePixels, tearing);
  const grain = drawGrain(width, height, deskGrain, random);

  const perSide = subPixels(settings.pixelsPerModule);
  const step = 1 / perSide;
  const share = step * step;
  const levels = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let subRow = 0; subRow < perSide; subRow++) {
      const photoY = y + (subRow + 0.5) * step;
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let subColumn = 0; subColumn < perSide; subColumn++) {
          const photoX = x + (subColumn + 0.5) * step;
          const nearness = 1 / (g * photoX + h * photoY + i);
          let sheetX = (a * photoX + b * photoY + c) * nearness;
          let sheetY = (d * photoX + e * photoY + f) * nearness;
          if (bent) sheetY -= aim.sag(sheetX);
          let lit = 1;
          if (relief !== null) {
            lit = relief.lightAt(sheetX, sheetY);
            const shift = relief.shiftAt(sheetX, sheetY);
            sheetX -= shift * relief.towards.x;
            sheetY -= shift * relief.towards.y;
          }

          if (isTorn?.(sheetX, sheetY) === true) {
            sum += desk + (grain[x + y] ?? 0);
          } else if (sheetX >= 0 && sheetY >= 0 && sheetX < picture.width && sheetY < picture.height) {
            const at = Math.floor(sheetY) * picture.width + Math.floor(sheetX);
            sum += (picture.pixels[at] ?? 255) < 128 ? ink * lit : paper * lit;
          } else if (
            sheetX > -margin &&
            sheetY > -margin &&
            sheetX < picture.width + margin &&
            sheetY < picture.height + margin
          ) {
            sum += paper * lit;
          } else {
            sum += desk + (grain[x + y] ?? 0);
          }
        }
        const at = y * width + x;
        levels[at] = (levels[at] ?? 0) + sum * share;
      }
    }
  }
  return { width, height, levels };
}

/**
 * Tells what lies beyond a straight tear across one corner of the picture, which goes on to the sheet's border.
 * @param length of both sides that the tear takes from the corner, in picture pixels
 */
function tearCorner(
  { width, height }: Picture,
  length: number,
  random: Random,
): (x: number, y: number) => boolean {
  const isRight = random.uniform(0, 1) < 0.5;
  const isLower = random.uniform(0, 1) < 0.5;
  return (x, y) => (isRight ? width - x : x) + (isLower ? height - y : y) < length;
}

/** Sub-pixels along one side of a photo pixel: more of them where a module has few pixels. */
function subPixels(pixelsPerModule: number): number {
  if (pixelsPerModule >= 4) return 3;
  return pixelsPerModule >= 2 ? 4 : 6;
}

/** Wood grain, in grey levels around 0, as stripes along the diagonals (x + y) of the photograph. */
function drawGrain(width: number, height: number, amplitude: number, random: Random): Float32Array {
  const wave = (shortest: number, longest: number): ((at: number) => number) => {
    const pace = (2 * Math.PI) / random.uniform(shortest, longest);
    const start = random.uniform(0, 2 * Math.PI);
    return (at) => Math.sin(at * pace + start);
  };
  const waves = [wave(7, 15), wave(30, 60), wave(120, 300)];
  const grain = new Float32Array(width + height);
  for (let at = 0; at < grain.length; at++) {
    grain[at] = (amplitude / waves.length) * waves.reduce((sum, value) => sum + value(at), 0);
  }
  return grain;
}
