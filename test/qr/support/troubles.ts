/** Pictures of codes that cannot be read, each for one known cause. The same seed gives the same picture. */
import type { Edge } from "../../../src/qr/diagnosis/diagnosis.ts";
import type { GreyPixels } from "../../../src/qr/picture/pixels.ts";
import { smallestVersion } from "../../../src/qr/symbol/capacity.ts";
import type { Photograph, PhotoSettings, Random } from "../../simulator/index.ts";
import { drawModules, photograph, randomFor } from "../../simulator/index.ts";
import { createSymbol } from "./qrcodepackage.ts";
import { makePayload } from "./sample.ts";

/** A cause and the range from which a seed draws how bad it is. */
export type Trouble =
  | "blurred"
  | "shaken"
  | "far"
  | "glare"
  | "shadow"
  | "cut"
  | "crumpled"
  | "stained"
  | "dark"
  | "faint"
  | "overexposed"
  | "wall"
  | "writing"
  | "noise"
  | "wood";

export interface Troubled {
  readonly image: GreyPixels;
  /** Null where the picture shows no code. */
  readonly photo: Photograph | null;
  /** Modules a side without the quiet zone; 0 without a code. */
  readonly size: number;
  readonly pixelsPerModule: number;
  /** How bad it is, in the trouble's own unit. */
  readonly amount: number;
  /** The edge that cuts the code off. */
  readonly edge?: Edge;
}

const DRAWN_MODULE = 6;
export const QUIET_ZONE = 4;

/** What is the same for all: a code of 50 to 350 bytes, held a little askew in ordinary light. */
export function makeTrouble(trouble: Trouble, seed: number): Troubled {
  const random = randomFor(seed, `trouble ${trouble}`);
  return troubles[trouble](random, `${trouble} ${seed}`);
}

interface Printed {
  readonly photo: Photograph;
  readonly size: number;
  readonly pixelsPerModule: number;
}

function shoot(
  random: Random,
  seed: string,
  settings: (pixelsPerModule: number) => Partial<PhotoSettings>,
  modulePixels: readonly [number, number] = [4, 7],
): Printed {
  const data = makePayload(Math.round(random.uniform(50, 350)), seed.length);
  const version = smallestVersion(data.length, "M", "byte") ?? 0;
  const { size, modules } = createSymbol([{ mode: "byte", data }], version, "M");
  const sheet = drawModules(
    size,
    (row, column) => modules[row * size + column] === 1,
    DRAWN_MODULE,
    QUIET_ZONE,
  );
  const pixelsPerModule = random.uniform(...modulePixels);
  const photo = photograph(
    sheet,
    {
      pixelsPerModule,
      modulePixels: DRAWN_MODULE,
      rotation: random.uniform(-40, 40),
      perspective: 0.03,
      blur: 0.2 * pixelsPerModule,
      noise: random.uniform(2, 5),
      shade: random.uniform(0, 0.25),
      ...settings(pixelsPerModule),
    },
    seed,
  );
  return { photo, size, pixelsPerModule };
}

const troubles: Record<Trouble, (random: Random, seed: string) => Troubled> = {
  /** Modules of blur. */
  blurred: (random, seed) => {
    const amount = random.uniform(1, 1.4);
    return asIs(
      shoot(random, seed, (module) => ({ blur: amount * module })),
      amount,
    );
  },
  /** Modules that the hand moved by. */
  shaken: (random, seed) => {
    const amount = random.uniform(3.5, 6);
    return asIs(
      shoot(random, seed, (module) => ({ motion: amount * module })),
      amount,
    );
  },
  /** Pixels a module. */
  far: (random, seed) => {
    const canvas = { width: 800, height: 600 };
    const shot = shoot(random, seed, () => ({ canvas, offCentre: 0.7, blur: 0.6 }), [0.9, 1.25]);
    return asIs(shot, shot.pixelsPerModule);
  },
  /** Standard deviation of the reflection, in sides of the code. */
  glare: (random, seed) => {
    const amount = random.uniform(0.2, 0.26);
    const size = 49;
    return asIs(
      shoot(random, seed, () => ({ glare: { strength: 3, radius: amount * size }, paper: 235, shade: 0 })),
      amount,
    );
  },
  /** Share of the light that a hard shadow over half the code leaves. */
  shadow: (random, seed) => {
    const shot = shoot(random, seed, () => ({ noise: 0, shade: 0, paper: 200 }));
    const amount = random.uniform(0.02, 0.05);
    return { ...asIs(shot, amount), image: castShadow(shot.photo, amount, random) };
  },
  /** Share of the side that lies outside the picture. */
  cut: (random, seed) => {
    const amount = random.uniform(0.25, 0.42);
    const shot = shoot(random, seed, () => ({}));
    const edge = (["left", "right", "top", "bottom"] as const)[Math.floor(random.uniform(0, 4))] ?? "left";
    return { ...asIs(shot, amount), image: cutOff(shot, amount, edge), edge };
  },
  /** Modules by which creases move the paper. */
  crumpled: (random, seed) => {
    const amount = random.uniform(2.4, 3);
    const shot = shoot(random, seed, () => ({}));
    return { ...asIs(shot, amount), image: crumple(shot, amount, random) };
  },
  /** Share of the code under stains. */
  stained: (random, seed) => {
    const amount = random.uniform(0.3, 0.4);
    const shot = shoot(random, seed, () => ({}));
    return { ...asIs(shot, amount), image: stain(shot, amount, random) };
  },
  /** Grey level of the paper. */
  dark: (random, seed) => {
    const amount = random.uniform(4, 9);
    return asIs(
      shoot(random, seed, () => ({
        paper: amount,
        ink: amount / 5,
        desk: amount / 2,
        deskGrain: 1,
        noise: 3,
      })),
      amount,
    );
  },
  /** Grey levels between ink and paper. */
  faint: (random, seed) => {
    const amount = random.uniform(5, 8);
    const paper = random.uniform(150, 200);
    return asIs(
      shoot(random, seed, () => ({
        paper,
        ink: paper - amount,
        desk: paper - 4,
        deskGrain: 2,
        noise: 5,
        shade: 0,
      })),
      amount,
    );
  },
  /** Grey level of the ink, before the sensor cuts off. */
  overexposed: (random, seed) => {
    const amount = random.uniform(249, 255);
    return asIs(
      shoot(random, seed, () => ({ paper: 500, ink: amount, desk: 300, noise: 3, shade: 0 })),
      amount,
    );
  },
  wall: (random) => without(paint(700, 520, () => 190 + 3 * random.normal())),
  writing: (random) => without(write(random)),
  noise: (random) => without(paint(500, 400, () => 128 + 40 * random.normal())),
  wood: (random) => {
    const coarse = random.uniform(40, 90);
    const lines = Array.from({ length: 60 }, () => random.uniform(0, 520));
    return without(
      paint(700, 520, (x, y) => {
        const bend = 9 * Math.sin(x / coarse);
        const isLine = lines.some((line) => Math.abs(line + bend - y) < 1);
        return 120 + 20 * Math.sin((y + bend) / 30) - (isLine ? 45 : 0) + 4 * random.normal();
      }),
    );
  },
};

function asIs({ photo, size, pixelsPerModule }: Printed, amount: number): Troubled {
  return { image: photo, photo, size, pixelsPerModule, amount };
}

function without(image: GreyPixels): Troubled {
  return { image, photo: null, size: 0, pixelsPerModule: 0, amount: 0 };
}

/** A picture from the grey level at each pixel. */
export function paint(width: number, height: number, greyAt: (x: number, y: number) => number): GreyPixels {
  const pixels = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) pixels[y * width + x] = greyAt(x, y);
  }
  return { width, height, pixels: new Uint8Array(pixels.buffer) };
}

const greyOf = ({ width, height, pixels }: GreyPixels, x: number, y: number): number =>
  pixels[
    Math.min(Math.max(Math.round(y), 0), height - 1) * width + Math.min(Math.max(Math.round(x), 0), width - 1)
  ] ?? 0;

function castShadow(photo: GreyPixels, left: number, random: Random): GreyPixels {
  const angle = random.uniform(0, 2 * Math.PI);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return paint(photo.width, photo.height, (x, y) => {
    const side = c * (x - photo.width / 2) + s * (y - photo.height / 2);
    const light = left + (1 - left) / (1 + Math.exp(side / 4));
    return greyOf(photo, x, y) * light + 3 * random.normal();
  });
}

/** A narrower picture that ends inside the code. */
function cutOff({ photo }: Printed, share: number, edge: Edge): GreyPixels {
  const xs = photo.corners.map(({ x }) => x);
  const ys = photo.corners.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const box = { left: 0, top: 0, right: photo.width, bottom: photo.height };
  if (edge === "left") box.left = Math.round(left + share * (right - left));
  else if (edge === "right") box.right = Math.round(right - share * (right - left));
  else if (edge === "top") box.top = Math.round(top + share * (bottom - top));
  else box.bottom = Math.round(bottom - share * (bottom - top));
  return paint(box.right - box.left, box.bottom - box.top, (x, y) =>
    greyOf(photo, x + box.left, y + box.top),
  );
}

/** Moves everything along waves as long as a few modules, in two directions. */
function crumple({ photo, pixelsPerModule }: Printed, amount: number, random: Random): GreyPixels {
  const waves = Array.from({ length: 6 }, () => {
    const angle = random.uniform(0, Math.PI);
    const pace = (2 * Math.PI) / (random.uniform(16, 32) * pixelsPerModule);
    return {
      across: Math.cos(angle) * pace,
      down: Math.sin(angle) * pace,
      start: random.uniform(0, 2 * Math.PI),
      x: random.normal(),
      y: random.normal(),
    };
  });
  const scale = (amount * pixelsPerModule) / Math.sqrt(waves.length);
  return paint(photo.width, photo.height, (x, y) => {
    let [dx, dy] = [0, 0];
    for (const wave of waves) {
      const height = Math.sin(x * wave.across + y * wave.down + wave.start);
      dx += scale * wave.x * height;
      dy += scale * wave.y * height;
    }
    return greyOf(photo, x + dx, y + dy);
  });
}

/** Round stains of ink over the data, none over a finder. */
function stain({ photo, size, pixelsPerModule }: Printed, share: number, random: Random): GreyPixels {
  const radius = 4 * pixelsPerModule;
  const stains = Array.from({ length: Math.ceil((share * size * size) / (Math.PI * 16)) * 1.3 }, () => {
    let [u, v] = [0, 0];
    const nearFinder = (): boolean =>
      (u < 13 && v < 13) || (u > size - 13 && v < 13) || (u < 13 && v > size - 13);
    do [u, v] = [random.uniform(0, size), random.uniform(0, size)];
    while (nearFinder());
    return photo.locate({ x: (u + QUIET_ZONE) * DRAWN_MODULE, y: (v + QUIET_ZONE) * DRAWN_MODULE });
  });
  return paint(photo.width, photo.height, (x, y) =>
    stains.some((stained) => Math.hypot(stained.x - x, stained.y - y) < radius) ? 45 : greyOf(photo, x, y),
  );
}

/** Lines of short dark strokes, as small print is. */
function write(random: Random): GreyPixels {
  const page = paint(700, 520, () => 225 + 3 * random.normal());
  for (let line = 30; line < 490; line += 16) {
    for (let at = 40; at < 650; at += random.uniform(5, 9)) {
      if (random.uniform(0, 1) < 0.15) continue;
      const [fromY, toY] = [line + random.uniform(-3, 1), line + random.uniform(4, 9)];
      const lean = random.uniform(-0.6, 0.6);
      for (let y = Math.round(fromY); y < toY; y += 1) {
        const x = Math.round(at + lean * (y - line));
        page.pixels.fill(50, y * 700 + x, y * 700 + x + 2);
      }
      if (random.uniform(0, 1) < 0.6) {
        const y = Math.round(random.uniform(fromY, toY));
        page.pixels.fill(50, y * 700 + Math.round(at), y * 700 + Math.round(at) + 5);
      }
    }
  }
  return page;
}
