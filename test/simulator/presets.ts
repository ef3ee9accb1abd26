import type { Random, Seed } from "./random.ts";
import { randomFor } from "./random.ts";
import type { PhotoSettings } from "./settings.ts";

export type PresetName = "easy" | "counter" | "hard";

type Preset = (random: Random, pixelsPerModule: number | undefined) => PhotoSettings;

const presets: Record<PresetName, Preset> = {
  /** Held with care over a flat sheet in daylight. */
  easy: (random, asked) => {
    const pixelsPerModule = asked ?? random.uniform(8, 10);
    return {
      pixelsPerModule,
      rotation: random.uniform(-3, 3),
      perspective: 0.01,
      blur: 0.08 * pixelsPerModule,
      shade: 0.1,
      noise: 2,
      jpegQuality: 92,
    };
  },

  /** A hurried photograph at a customs counter: askew, a little out of focus, one lamp to the side. */
  counter: (random, asked) => {
    const pixelsPerModule = asked ?? random.uniform(5, 8);
    return {
      pixelsPerModule,
      offCentre: 0.5,
      rotation: random.uniform(-12, 12),
      perspective: 0.04,
      bow: random.uniform(-0.8, 0.8),
      ink: random.uniform(30, 60),
      paper: random.uniform(185, 230),
      desk: random.uniform(70, 140),
      blur: random.uniform(0.16, 0.24) * pixelsPerModule,
      shade: random.uniform(0.2, 0.4),
      noise: random.uniform(3, 6),
      jpegQuality: 80,
    };
  },

  /** Bent paper in bad light, from too far away, with an unsteady hand. Some of these cannot be read. */
  hard: (random, asked) => {
    const pixelsPerModule = asked ?? random.uniform(3.5, 5);
    return {
      pixelsPerModule,
      offCentre: 1,
      rotation: random.uniform(-180, 180),
      perspective: 0.07,
      bow: random.uniform(1, 2.5),
      ink: random.uniform(45, 75),
      paper: random.uniform(150, 190),
      desk: random.uniform(60, 150),
      blur: random.uniform(0.26, 0.34) * pixelsPerModule,
      motion: random.uniform(0, 0.4) * pixelsPerModule,
      shade: random.uniform(0.4, 0.65),
      glare: { strength: random.uniform(0.2, 0.6), radius: random.uniform(6, 14) },
      noise: random.uniform(6, 10),
      jpegQuality: 60,
    };
  },
};

/**
 * Draws the settings of one photograph of a kind.
 * @param changes settings to hold fixed; blur and motion of the kind follow a changed pixelsPerModule
 */
export function preset(name: PresetName, seed: Seed, changes: Partial<PhotoSettings> = {}): PhotoSettings {
  return { ...presets[name](randomFor(seed, `preset ${name}`), changes.pixelsPerModule), ...changes };
}
