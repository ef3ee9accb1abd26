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
export function expose(picture: Picture, aim: Aim, settings: PhotoSettings, random: Random): Light {
  const { width, height, modulePixels } = aim;
  const { ink = 40, paper = 215, desk = 110, deskGrain = 8, sheetMargin = 12 } = settings;
  const [a, b, c, d, e, f, g, h, i] = aim.toSheet;
  const margin = sheetMargin * modulePixels;
  const bent = (settings.bow ?? 0) !== 0;
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
          const sheetX = (a * photoX + b * photoY + c) * nearness;
          let sheetY = (d * photoX + e * photoY + f) * nearness;
          if (bent) sheetY -= aim.sag(sheetX);

          if (sheetX >= 0 && sheetY >= 0 && sheetX < picture.width && sheetY < picture.height) {
            const at = Math.floor(sheetY) * picture.width + Math.floor(sheetX);
            sum += (picture.pixels[at] ?? 255) < 128 ? ink : paper;
          } else if (
            sheetX > -margin &&
            sheetY > -margin &&
            sheetX < picture.width + margin &&
            sheetY < picture.height + margin
          ) {
            sum += paper;
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
