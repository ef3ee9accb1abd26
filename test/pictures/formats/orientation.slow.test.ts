import sharp from "sharp";
import { describe, expect, it } from "vitest";
import {
  parseOrientation,
  toStoredCorners,
  toStoredSize,
} from "../../../src/pictures/formats/orientation.ts";
import type { Orientation } from "../../../src/pictures/formats/orientation.ts";
import { loadImage } from "../../../src/pictures/image.ts";
import { scanAllInThreads } from "../../../src/pictures/scanning.ts";
import { rungs } from "../../../src/qr/ladder/rungs.ts";
import type { Corners, Point } from "../../../src/qr/picture/corners.ts";
import { makeCodePng, makePayload } from "../../qr/support/sample.ts";

const payload = makePayload(60, 8);
const code = await makeCodePng(payload, "M", 4);
const orientations = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** The upright picture: different in width and height, the code in none of its middles. */
const WIDTH = 320;
const HEIGHT = 240;
const LEFT = 50;
const TOP = 20;
const QUIET = 16;

/** Where a stored pixel belongs in the upright picture (EXIF 2.32, tag 0x0112: the sides that the first row and column are). */
const placeOf: Readonly<Record<Orientation, (x: number, y: number) => readonly [number, number]>> = {
  1: (x, y) => [x, y],
  2: (x, y) => [WIDTH - 1 - x, y],
  3: (x, y) => [WIDTH - 1 - x, HEIGHT - 1 - y],
  4: (x, y) => [x, HEIGHT - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y) => [WIDTH - 1 - y, x],
  7: (x, y) => [WIDTH - 1 - y, HEIGHT - 1 - x],
  8: (x, y) => [y, HEIGHT - 1 - x],
};

interface Stored {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
  /** The upright pixels of the code's corners, where they are stored: looked for, not computed. */
  readonly corners: readonly Point[];
}

async function storePicture(orientation: Orientation): Promise<Stored> {
  const background = { create: { width: WIDTH, height: HEIGHT, channels: 3, background: "white" } } as const;
  const upright = await sharp(background)
    .composite([{ input: Buffer.from(code), left: LEFT, top: TOP }])
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  const side = (await sharp(code).metadata()).width - 2 * QUIET;
  const [near, far] = [QUIET, QUIET + side - 1];
  const wanted = [
    [LEFT + near, TOP + near],
    [LEFT + far, TOP + near],
    [LEFT + far, TOP + far],
    [LEFT + near, TOP + far],
  ] as const;

  const [width, height] = orientation < 5 ? [WIDTH, HEIGHT] : [HEIGHT, WIDTH];
  const pixels = Buffer.alloc(width * height);
  const corners: Point[] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = placeOf[orientation](x, y);
      pixels[y * width + x] = upright[v * WIDTH + u] ?? 0;
      const corner = wanted.findIndex(([a, b]) => a === u && b === v);
      if (corner >= 0) corners[corner] = { x: x + 0.5, y: y + 0.5 };
    }
  }
  return { pixels, width, height, corners };
}

type Picture = ReturnType<typeof sharp>;
const kinds: readonly (readonly [string, (image: Picture) => Picture])[] = [
  ["JPEG", (image) => image.jpeg({ quality: 90 })],
  ["WebP", (image) => image.webp({ quality: 90 })],
  ["TIFF", (image) => image.tiff({ compression: "lzw" })],
  ["PNG, interlaced", (image) => image.png({ progressive: true })],
  ["PNG", (image) => image.png()],
];

describe.each(kinds)("a code in a %s, found in the file's own pixels", (_, make) => {
  it.each(orientations)("stored with orientation %i", async (orientation) => {
    const { pixels, width, height, corners } = await storePicture(orientation);
    const raw = { width, height, channels: 1 } as const;
    const file = await make(sharp(pixels, { raw }).withMetadata({ orientation })).toBuffer();
    const image = await loadImage(file);
    expect(toStoredSize(image)).toEqual({ width, height });

    const { symbols } = await scanAllInThreads(image, { ladder: rungs.slice(0, 1) });
    expect(symbols.map((symbol) => symbol.payload)).toEqual([payload]);
    const found = symbols.map((symbol) => toStoredCorners(symbol.corners, image))[0] ?? [];
    expect(found).toHaveLength(4);
    for (const [index, { x, y }] of found.entries()) {
      // Half a module.
      expect(Math.abs(x - (corners[index]?.x ?? Number.NaN))).toBeLessThan(2);
      expect(Math.abs(y - (corners[index]?.y ?? Number.NaN))).toBeLessThan(2);
    }
  });
});

it("what says nothing, or a number that means nothing, is upright", () => {
  expect([undefined, 0, 9, -1, 1.5, Number.NaN].map(parseOrientation)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(orientations.map(parseOrientation)).toEqual([...orientations]);
});

it("the edges of the picture stay its edges", () => {
  const edges: Corners = [
    { x: 0, y: 0 },
    { x: 60, y: 0 },
    { x: 60, y: 40 },
    { x: 0, y: 40 },
  ];
  for (const orientation of orientations) {
    const picture = { width: 60, height: 40, orientation };
    const { width, height } = toStoredSize(picture);
    const stored = toStoredCorners(edges, picture).map(({ x, y }) => [x, y]);
    for (const corner of [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ])
      expect(stored).toContainEqual(corner);
  }
});
