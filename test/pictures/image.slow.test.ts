import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { QrsealError } from "../../src/core/refusal.ts";
import { limits } from "../../src/core/limits.ts";
import type { ImageFormat } from "../../src/pictures/formats/recognise.ts";
import { loadImage } from "../../src/pictures/image.ts";
import { scanInThreads } from "../../src/pictures/scanning.ts";
import { makeCodePng, makePayload } from "../qr/support/sample.ts";

const payload = makePayload(200, 7);
const code = await makeCodePng(payload, "M", 4);

/** A picture that is different any way it is turned: 60 wide, 40 high, left third black, below right grey. */
function greyUpright(x: number, y: number): number {
  if (x < 20) return 0;
  return x >= 40 && y >= 20 ? 128 : 255;
}

/**
 * Where a stored pixel (x, y) belongs in the upright picture, for each EXIF orientation (EXIF 2.32, tag 0x0112:
 * which side of the picture the first row and the first column are).
 */
const placeOf: readonly ((x: number, y: number) => [number, number])[] = [
  (x, y) => [x, y],
  (x, y) => [59 - x, y],
  (x, y) => [59 - x, 39 - y],
  (x, y) => [x, 39 - y],
  (x, y) => [y, x],
  (x, y) => [59 - y, x],
  (x, y) => [59 - y, 39 - x],
  (x, y) => [y, 39 - x],
];

type Picture = ReturnType<typeof sharp>;
type Make = (image: Picture) => Picture;
const kinds: readonly (readonly [string, ImageFormat, Make])[] = [
  ["PNG of one bit", "png", (image) => image.png({ colours: 2, palette: true })],
  ["PNG of eight bits", "png", (image) => image.toColourspace("b-w").png()],
  ["PNG of sixteen bits", "png", (image) => image.toColourspace("rgb16").png()],
  ["PNG of sixteen grey bits", "png", (image) => image.toColourspace("grey16").png()],
  ["PNG with a palette", "png", (image) => image.png({ palette: true })],
  ["PNG with alpha", "png", (image) => image.ensureAlpha(0.7).png()],
  ["PNG, interlaced", "png", (image) => image.png({ progressive: true })],
  ["JPEG in colour", "jpeg", (image) => image.jpeg({ quality: 70 })],
  ["JPEG in grey", "jpeg", (image) => image.toColourspace("b-w").jpeg({ quality: 70 })],
  ["JPEG in CMYK", "jpeg", (image) => image.toColourspace("cmyk").jpeg({ quality: 80 })],
  ["JPEG, progressive", "jpeg", (image) => image.jpeg({ quality: 70, progressive: true })],
  ["WebP", "webp", (image) => image.webp({ quality: 70 })],
  ["WebP without loss", "webp", (image) => image.webp({ lossless: true })],
  ["TIFF", "tiff", (image) => image.tiff({ compression: "lzw" })],
  ["TIFF, uncompressed", "tiff", (image) => image.tiff({ compression: "none" })],
  [
    "TIFF of one bit",
    "tiff",
    (image) => image.toColourspace("b-w").tiff({ compression: "ccittfax4", bitdepth: 1 }),
  ],
  ["GIF", "gif", (image) => image.gif()],
  ["AVIF", "avif", (image) => image.avif({ quality: 60, effort: 0 })],
];
const made = new Map<string, Uint8Array>();

beforeAll(async () => {
  for (const [name, , make] of kinds) made.set(name, await make(sharp(code)).toBuffer());
});

function fileOf(name: string): Uint8Array {
  const file = made.get(name);
  if (file === undefined) throw new Error(`no picture ${name}`);
  return file;
}

/** The code of what loadImage throws, "read" where it reads; anything but our own errors comes through. */
async function outcomeOf(file: Uint8Array): Promise<string> {
  try {
    await loadImage(file);
    return "read";
  } catch (error) {
    if (!(error instanceof QrsealError)) throw error;
    return error.code;
  }
}

describe("loadImage reads every format", () => {
  it.each(kinds)("%s", async (name, format) => {
    const image = await loadImage(fileOf(name));
    expect(image.format).toBe(format);
    const { width } = await sharp(code).metadata();
    expect([image.width, image.height]).toEqual([width, width]);
    expect(image.pixels).toHaveLength(width * width);
    // A corner is quiet zone, the middle of the first finder pattern is dark.
    expect(image.pixels[0]).toBeGreaterThan(230);
    expect(image.pixels[(4 + 3) * 4 * width + (4 + 3) * 4 + 2]).toBeLessThan(100);
    const { accepted } = await scanInThreads(image, () => true);
    expect(accepted.map((symbol) => symbol.payload)).toEqual([payload]);
  });

  it("lays what is transparent over white, in small PNG files and in others", async () => {
    const raw = { width: 3, height: 1, channels: 4 } as const;
    const pixels = Buffer.from([0, 0, 0, 0, 0, 0, 0, 128, 0, 0, 0, 255]);
    const image = sharp(pixels, { raw });
    for (const file of [await image.png().toBuffer(), await image.webp({ lossless: true }).toBuffer()]) {
      const [clear, half, black] = (await loadImage(file)).pixels;
      expect([clear, black]).toEqual([255, 0]);
      expect(Math.abs((half ?? 0) - 127)).toBeLessThanOrEqual(2);
    }
  });

  it("weighs colours as the eye does", async () => {
    const raw = { width: 4, height: 1, channels: 3 } as const;
    const file = await sharp(Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]), { raw })
      .png()
      .toBuffer();
    expect([...(await loadImage(file)).pixels]).toEqual([76, 150, 29, 255]);
  });

  it("takes the first picture of several", async () => {
    const frames = await Promise.all(
      [0, 255].map((grey) => {
        const background = { r: grey, g: grey, b: grey };
        return sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer();
      }),
    );
    const file = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const image = await loadImage(file);
    expect([image.width, image.height, image.pixels[0]]).toEqual([8, 8, 0]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("turns EXIF orientation %i upright", async (orientation) => {
    const [width, height] = orientation < 5 ? [60, 40] : [40, 60];
    const stored = Uint8Array.from({ length: 2400 }, (_, index) => {
      const place = placeOf[orientation - 1]?.(index % width, Math.floor(index / width)) ?? [0, 0];
      return greyUpright(...place);
    });
    const file = await sharp(stored, { raw: { width, height, channels: 1 } })
      .withMetadata({ orientation })
      .jpeg({ quality: 95 })
      .toBuffer();
    const image = await loadImage(file);
    expect([image.width, image.height]).toEqual([60, 40]);
    for (const [x, y] of [
      [5, 3],
      [5, 36],
      [30, 20],
      [52, 5],
      [52, 35],
    ] as const) {
      expect(Math.abs((image.pixels[y * 60 + x] ?? Number.NaN) - greyUpright(x, y))).toBeLessThan(12);
    }
  });
});

/** The file with some of its bytes replaced. */
function patch(file: Uint8Array, at: number, bytes: readonly number[]): Uint8Array {
  const patched = Uint8Array.from(file);
  patched.set(bytes, at);
  return patched;
}

/** Offset of a byte sequence that is there. */
function find(file: Uint8Array, ...bytes: readonly number[]): number {
  const at = Buffer.from(file).indexOf(Buffer.from(bytes));
  if (at < 0) throw new Error("not in the file");
  return at;
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A grey PNG, of one bit a pixel unless told, that says `width` × `height` and holds `content`, compressed. */
function craftPng(width: number, height: number, content: Uint8Array, interlace = 0, depth = 1): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = depth;
  header[12] = interlace;
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    pngChunk("IHDR", header),
    pngChunk("IDAT", deflateSync(content)),
    pngChunk("IEND", new Uint8Array(0)),
  ]);
}

describe("loadImage refuses what is too large from the header", () => {
  const tooLarge: readonly (readonly [string, () => Uint8Array | Promise<Uint8Array>])[] = [
    ["PNG", () => craftPng(20_000, 20_000, new Uint8Array(20_000 * 2501))],
    // SOF0: marker, length, precision, then height and width.
    [
      "JPEG",
      async () => {
        const file = await sharp(code).jpeg().toBuffer();
        return patch(file, find(file, 0xff, 0xc0) + 5, [0x4e, 0x20, 0x4e, 0x20]);
      },
    ],
    // The logical screen and the only frame.
    [
      "GIF",
      async () => {
        const file = patch(await sharp(code).gif().toBuffer(), 6, [0x20, 0x4e, 0x20, 0x4e]);
        return patch(file, find(file, 0x2c, 0, 0, 0, 0) + 5, [0x20, 0x4e, 0x20, 0x4e]);
      },
    ],
    // VP8 frame: start code, then width and height of 14 bits.
    [
      "WebP",
      async () => {
        const file = await sharp(code).webp().toBuffer();
        return patch(file, find(file, 0x9d, 0x01, 0x2a) + 3, [0xff, 0x3f, 0xff, 0x3f]);
      },
    ],
    // Width and height of the extents.
    [
      "AVIF",
      async () => {
        const file = await sharp(code).avif({ effort: 0 }).toBuffer();
        return patch(file, find(file, 0x69, 0x73, 0x70, 0x65) + 8, [0x7f, 0xff, 0xff, 0xff]);
      },
    ],
    [
      "TIFF",
      () =>
        sharp({ create: { width: 10_001, height: 10_000, channels: 3, background: "white" } })
          .toColourspace("b-w")
          .tiff({ compression: "deflate" })
          .toBuffer(),
    ],
  ];

  it.each(tooLarge)("%s", async (_, make) => {
    const file = await make();
    await loadImage(code);
    const before = process.memoryUsage().rss;
    expect(await outcomeOf(file)).toBe("image/too-many-pixels");
    expect(process.memoryUsage().rss - before).toBeLessThan(50e6);
  });

  it("names the size", async () => {
    await expect(loadImage(craftPng(20_000, 10_000, new Uint8Array(1)))).rejects.toMatchObject({
      facts: { width: 20_000, height: 10_000 },
    });
  });

  it("reads a picture just within the limit", async () => {
    const side = Math.sqrt(limits.picturePixels);
    const image = await loadImage(craftPng(side, side, new Uint8Array(side * (side / 8 + 1))));
    expect([image.width, image.height, image.pixels.length]).toEqual([side, side, limits.picturePixels]);
  });
});

describe("loadImage refuses what is damaged", () => {
  it("every beginning of a PNG is an error of ours", async () => {
    for (let length = 0; length < code.length; length += 1) {
      const outcome = await outcomeOf(code.subarray(0, length));
      // Only the empty last chunk may be missing.
      if (length < code.length - 16) expect([length, outcome]).not.toEqual([length, "read"]);
      if (length >= 8 && outcome !== "read") expect([length, outcome]).toEqual([length, "image/damaged"]);
      if (length < 8) expect([length, outcome]).toEqual([length, "image/unsupported"]);
    }
  });

  it.each(kinds)("beginnings of %s are errors of ours or are read", async (name) => {
    const file = fileOf(name);
    for (let part = 1; part < 12; part += 1) {
      const outcome = await outcomeOf(file.subarray(0, Math.floor((file.length * part) / 12)));
      expect(["read", "image/damaged"]).toContain(outcome);
      if (part < 6) expect(outcome).toBe("image/damaged");
    }
  });

  it.each([
    ["pixels that end early", craftPng(64, 64, new Uint8Array(100))],
    ["pixels of eight bits that end early", craftPng(64, 64, new Uint8Array(100), 0, 8)],
    ["eight bits and no pixels", craftPng(64, 64, new Uint8Array(0), 0, 8)],
    ["no pixels", craftPng(64, 64, new Uint8Array(0))],
    ["no width", craftPng(0, 64, new Uint8Array(64))],
    ["a changed header", patch(code, 19, [(code[19] ?? 0) + 1])],
    ["a changed pixel byte", patch(code, code.length - 30, [(code[code.length - 30] ?? 0) ^ 0xff])],
    ["a wrong checksum of the pixels", patch(code, code.length - 13, [(code[code.length - 13] ?? 0) ^ 1])],
  ])("a PNG with %s", async (_, file) => {
    expect(await outcomeOf(file)).toBe("image/damaged");
  });

  it("an interlaced PNG whose pixels never end takes no memory", async () => {
    const file = craftPng(64, 64, new Uint8Array(400e6), 1);
    await loadImage(fileOf("PNG, interlaced"));
    const before = process.memoryUsage().rss;
    await outcomeOf(file);
    expect(process.memoryUsage().rss - before).toBeLessThan(50e6);
  });

  it.each(kinds)("says nothing of libraries: %s", async (name, format) => {
    const file = fileOf(name);
    const problem: unknown = await loadImage(file.subarray(0, 60)).catch((error: unknown) => error);
    expect(String(problem).toLowerCase()).toBe(`qrsealerror: image/damaged {"format":"${format}"}`);
  });

  it("flipped bits anywhere give a picture or an error of ours", async () => {
    for (const [name] of kinds) {
      const file = fileOf(name);
      for (let step = 0; step < 12; step += 1) {
        const at = Math.floor((file.length * step) / 12) + 9;
        const outcome = await outcomeOf(patch(file, at, [(file[at] ?? 0) ^ (1 << (step % 8))]));
        expect(["read", "image/damaged", "image/too-many-pixels", "image/unsupported"]).toContain(outcome);
      }
    }
  });

  it.each([
    ["pdf", new TextEncoder().encode("%PDF-1.7 and so on")],
    ["empty-file", new Uint8Array(0)],
  ])("%s is no picture", async (term, file) => {
    const problem = await loadImage(file).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: "image/unsupported", facts: { found: { term } } });
  });
});
