import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { perimeter } from "./aim.ts";
import type { Point } from "./homography.ts";
import { arrange, photograph, take } from "./photograph.ts";
import { drawModules } from "./picture.ts";
import { preset } from "./presets.ts";
import { randomFor } from "./random.ts";
import { meanOf } from "./statistics.ts";

/** 29 modules of coin tosses with the upper edge of a finder pattern; 37 modules with the quiet zone. */
function printed(modulePixels = 8): ReturnType<typeof drawModules> {
  const coin = randomFor("coin", "test");
  const dark = Array.from({ length: 29 * 29 }, () => coin.uniform(0, 1) < 0.5);
  return drawModules(
    29,
    (row, column) => (row === 0 ? column < 7 : dark[row * 29 + column] === true),
    modulePixels,
  );
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

describe("a photograph", () => {
  it.each(["easy", "counter", "hard"] as const)("of kind %s depends on nothing but its seed", (kind) => {
    const take = (seed: number): Uint8Array => photograph(printed(), preset(kind, seed), seed).pixels;
    expect(Buffer.from(take(5)).equals(take(5))).toBe(true);
    expect(Buffer.from(take(5)).equals(take(6))).toBe(false);
  });

  it("of one arrangement differ only by lens and sensor, and leave it as it was", () => {
    const settings = preset("hard", 3);
    const arranged = arrange(printed(), settings, 3);
    const sharp = take(arranged, { ...settings, blur: 0, motion: 0 }, 3);
    expect(Buffer.from(sharp.pixels).equals(take(arranged, settings, 3).pixels)).toBe(false);
    expect(take(arranged, settings, 3).pixels).toEqual(photograph(printed(), settings, 3).pixels);
  });

  it.each([3, 5.5, 12])(
    "at %f pixels per module has sides of that length, however askew",
    (pixelsPerModule) => {
      for (let seed = 0; seed < 4; seed++) {
        const photo = photograph(printed(), { pixelsPerModule, rotation: 40, perspective: 0.08 }, seed);
        expect(perimeter(photo.corners) / 4).toBeCloseTo(37 * pixelsPerModule, 6);
      }
    },
  );

  it("does not change size with the resolution of the print", () => {
    const settings = { pixelsPerModule: 4, perspective: 0.05, canvas: { width: 300, height: 300 } };
    const [coarse, fine] = [1, 12].map(
      (modulePixels) => photograph(printed(modulePixels), settings, 9).pixels,
    );
    expect(coarse).toEqual(fine);
  });

  it("is a plain enlargement when the camera looks straight down", () => {
    const settings = { pixelsPerModule: 4, ink: 0, paper: 255, canvas: { width: 148, height: 148 } };
    const photo = photograph(printed(2), settings, 1);
    expect(Buffer.from(photo.pixels).equals(printed(4).pixels)).toBe(true);
  });

  it("keeps the share of ink: a pixel sees the mean of its area", () => {
    const page = printed();
    const settings = {
      pixelsPerModule: 1.37,
      ink: 0,
      paper: 255,
      rotation: 31,
      canvas: { width: 70, height: 70 },
    };
    const photo = photograph(page, { ...settings, sheetMargin: 40 }, 1);
    const ink = (255 - meanOf(photo.pixels)) * photo.pixels.length;
    const expected = ((255 - meanOf(page.pixels)) * page.pixels.length * 1.37 ** 2) / 8 ** 2;
    expect(ink / expected).toBeCloseTo(1, 2);
  });

  it.each([0, 2.5])("tells where a module lies, with a bow of %f modules", (bow) => {
    // One dark module in the middle: its centre of darkness must be where `locate` says.
    const dot = drawModules(41, (row, column) => row === 20 && column === 20, 8);
    const settings = {
      pixelsPerModule: 7,
      modulePixels: 8,
      rotation: 25,
      perspective: 0.06,
      bow,
      sheetMargin: 40,
      paper: 255,
      ink: 0,
    };
    const photo = photograph(dot, settings, 4);
    let weight = 0;
    let x = 0;
    let y = 0;
    photo.pixels.forEach((grey, at) => {
      weight += 255 - grey;
      x += (255 - grey) * ((at % photo.width) + 0.5);
      y += (255 - grey) * (Math.floor(at / photo.width) + 0.5);
    });
    const centre = { x: (4 + 20.5) * 8, y: (4 + 20.5) * 8 };
    expect(distance({ x: x / weight, y: y / weight }, photo.locate(centre))).toBeLessThan(0.05);
  });

  it("sags by the bow at half width and not at all at the corners", () => {
    const photo = photograph(printed(), { pixelsPerModule: 5, bow: 3 }, 1);
    const [topLeft, topRight] = photo.corners;
    expect(distance(photo.locate({ x: 0, y: 0 }), topLeft)).toBeCloseTo(0, 6);
    expect(photo.locate({ x: 37 * 4, y: 0 }).y - (topLeft.y + topRight.y) / 2).toBeCloseTo(15, 6);
  });

  it("has the size asked for, with the code inside", () => {
    const canvas = { width: 640, height: 480 };
    for (let seed = 0; seed < 10; seed++) {
      const photo = photograph(printed(), preset("hard", seed, { canvas }), seed);
      expect([photo.width, photo.height, photo.pixels.length]).toEqual([640, 480, 640 * 480]);
      for (const { x, y } of photo.corners) {
        expect(x > 0 && x < 640 && y > 0 && y < 480).toBe(true);
      }
    }
  });

  it("shows ink, sheet and desk in the greys asked for", () => {
    const settings = { pixelsPerModule: 6, ink: 30, paper: 210, desk: 90, deskGrain: 0, sheetMargin: 4 };
    const photo = photograph(printed(), settings, 1);
    const greyAt = ({ x, y }: Point): number | undefined =>
      photo.pixels[Math.floor(y) * photo.width + Math.floor(x)];
    expect(greyAt(photo.locate({ x: 5 * 8, y: 4.5 * 8 }))).toBe(30);
    expect(greyAt(photo.locate({ x: 8, y: 8 }))).toBe(210);
    expect(greyAt({ x: 1, y: 1 })).toBe(90);
  });
});

describe("a torn corner", () => {
  it("shows the desk as far as the tear goes along both sides, at one corner", () => {
    const greys = { ink: 215, desk: 90, deskGrain: 0 };
    const torn = photograph(printed(), { pixelsPerModule: 6, torn: 12, ...greys }, 2);
    const shows = (x: number, y: number): number => {
      const { x: right, y: down } = torn.locate({ x: x * 8, y: y * 8 });
      return torn.pixels[Math.floor(down) * torn.width + Math.floor(right)] ?? 0;
    };
    // 37 modules a side: one corner of four is gone, five modules in along the diagonal and not seven.
    const corners = [0, 1].flatMap((right) => [0, 1].map((down) => [right, down] as const));
    const atDepth = (depth: number): number[] =>
      corners.map(([right, down]) =>
        shows(right === 1 ? 37 - depth : depth, down === 1 ? 37 - depth : depth),
      );
    expect(atDepth(5).sort()).toEqual([215, 215, 215, 90]);
    expect(atDepth(7)).toEqual([215, 215, 215, 215]);
  });
});

describe("its JPEG", () => {
  const settings = { pixelsPerModule: 4, rotation: 10, canvas: { width: 240, height: 180 } };

  it("has three channels, the photograph's size and no orientation unless asked", async () => {
    const photo = photograph(printed(), settings, 1);
    const { format, width, height, channels, orientation } = await sharp(await photo.toJpeg()).metadata();
    expect({ format, width, height, channels, orientation }).toEqual({
      format: "jpeg",
      width: 240,
      height: 180,
      channels: 3,
      orientation: undefined,
    });
  });

  it.each([1, 3, 6, 8] as const)(
    "with EXIF orientation %i shows upright in a viewer who obeys it",
    async (orientation) => {
      const photo = photograph(printed(), settings, 1);
      const jpeg = await photo.toJpeg({ quality: 100, orientation });
      const stored = await sharp(jpeg).metadata();
      expect(stored.orientation).toBe(orientation);
      expect([stored.width, stored.height]).toEqual(orientation >= 5 ? [180, 240] : [240, 180]);
      const shown = await sharp(jpeg).autoOrient().extractChannel(1).raw().toBuffer();
      const difference = photo.pixels.map((grey, at) => Math.abs(grey - (shown[at] ?? 0)));
      expect(meanOf(difference)).toBeLessThan(2);
    },
  );
});
