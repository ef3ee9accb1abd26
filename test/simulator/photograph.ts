import { aim } from "./aim.ts";
import type { Aim } from "./aim.ts";
import type { Point, Quad } from "./homography.ts";
import type { Orientation } from "./jpeg.ts";
import { encodeJpeg } from "./jpeg.ts";
import { defocus, shake } from "./lens.ts";
import { addGlare, castShade, castShadow, coverInPlastic } from "./light.ts";
import { expose } from "./paper.ts";
import type { Light } from "./paper.ts";
import type { Picture } from "./picture.ts";
import type { Random, Seed } from "./random.ts";
import { randomFor } from "./random.ts";
import { capture } from "./sensor.ts";
import type { PhotoSettings } from "./settings.ts";
import { addStain } from "./stain.ts";

/** A simulated photograph in grey, with what a real one never tells: where everything in it lies. */
export interface Photograph extends Picture {
  /** Corners of the printed picture, quiet zone included, in photo pixels, as if the paper were flat. */
  readonly corners: Quad;
  /** Where a point of the printed picture (in its pixels) appears, in photo pixels; bent paper included. */
  readonly locate: (point: Point) => Point;
  readonly toJpeg: (options?: { quality?: number; orientation?: Orientation }) => Promise<Buffer>;
}

/** The sheet before the camera, lit: what photographs of it with another blur or noise have in common. */
export interface Arrangement {
  readonly view: Aim;
  readonly light: Light;
}

/** Lays the sheet down and lights it, by all the settings but those of lens and sensor. */
export function arrange(picture: Picture, settings: PhotoSettings, seed: Seed): Arrangement {
  const random = (purpose: string): ReturnType<typeof randomFor> => randomFor(seed, purpose);

  // The clerk lays the sheet down and holds the phone over it.
  const view = aim(picture, settings, random("aim"), random("crumple"));
  const light = expose(picture, view, settings, random("desk"), random("tear"));
  const somewhere = (spot: Random): Point =>
    view.locate({
      x: picture.width * spot.uniform(0.25, 0.75),
      y: picture.height * spot.uniform(0.25, 0.75),
    });
  const { pixelsPerModule, stain, shadow, plastic, glare } = settings;
  if (stain !== undefined) {
    const spill = random("stain");
    addStain(light, somewhere(spill), stain.radius * pixelsPerModule, stain.darkness, spill);
  }

  // The room's light falls from one side, somebody stands in it; a lamp may mirror itself in the toner, or in plastic.
  castShade(light, settings.shade ?? 0, random("shade"));
  if (shadow !== undefined) {
    const border = random("shadow");
    castShadow(light, somewhere(border), shadow.depth, shadow.softness * pixelsPerModule, border);
  }
  if (plastic !== undefined) {
    const { haze, streaks, streakWidth } = plastic;
    coverInPlastic(light, haze, streaks, streakWidth * pixelsPerModule, random("plastic"));
  }
  if (glare !== undefined) {
    addGlare(light, somewhere(random("glare")), glare.radius * pixelsPerModule, glare.strength);
  }
  return { view, light };
}

/** Photographs what was arranged, which stays as it is, by the settings of lens and sensor. */
export function take({ view, light }: Arrangement, settings: PhotoSettings, seed: Seed): Photograph {
  const random = (purpose: string): ReturnType<typeof randomFor> => randomFor(seed, purpose);

  // The lens is not quite in focus, and the hand not quite still.
  const focused = defocus(light, settings.blur ?? 0);
  const held = shake(focused, settings.motion ?? 0, random("motion").uniform(0, Math.PI));

  const photo = capture(held, settings.noise ?? 0, random("noise"));
  return {
    ...photo,
    corners: view.corners,
    locate: view.locate,
    toJpeg: ({ quality = settings.jpegQuality ?? 85, orientation } = {}) =>
      encodeJpeg(photo, quality, orientation),
  };
}

/** Photographs a printed picture. The same picture, settings and seed give the same pixels. */
export function photograph(picture: Picture, settings: PhotoSettings, seed: Seed): Photograph {
  return take(arrange(picture, settings, seed), settings, seed);
}
