/** Pictures of every format that is read, and ways of breaking their files. */
import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import sharp from "sharp";
import { encodeUtf8 } from "../../../src/core/encoding/text.ts";
import { drawSymbol } from "../../../src/qr/index.ts";
import { renderPng } from "../../../src/pictures/index.ts";
import type { ImageFormat } from "../../../src/pictures/index.ts";
import { office } from "../../core/envelope/compact/keys.ts";
import type { Random } from "../../simulator/random.ts";
import { sealCompact } from "../../core/envelope/support/sealing.ts";

export interface BasePicture {
  readonly name: string;
  readonly format: ImageFormat;
  readonly file: Buffer;
  /** How often it is drawn beside the others: HEIC takes a thread each time. */
  readonly weight: number;
}

export interface Mutant {
  readonly base: BasePicture;
  readonly mutation: string;
  readonly file: Buffer;
}

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../../fixtures/images/${name}.heic`, import.meta.url));

/** Each shows the code of a sealed document, about 130 pixels wide; the HEIC ones are fixtures. */
export async function makeBasePictures(): Promise<readonly BasePicture[]> {
  const text = await sealCompact(encodeUtf8("{}"), [office("port").publicKey], {
    signer: null,
    issuedAt: 1_790_000_000,
    mediaType: "application/json",
  });
  const code = renderPng(await drawSymbol(text, "M"), { modulePixels: 2 });
  const png = (): ReturnType<typeof sharp> => sharp(Buffer.from(code)).toColourspace("srgb");
  const grey = (): ReturnType<typeof sharp> => sharp(Buffer.from(code)).toColourspace("b-w");
  const made: readonly (readonly [string, ImageFormat, Buffer | Promise<Buffer>])[] = [
    ["PNG of one bit", "png", Buffer.from(code)],
    ["PNG in grey", "png", grey().png().toBuffer()],
    ["PNG with a palette", "png", png().png({ palette: true }).toBuffer()],
    ["PNG of sixteen bits", "png", sharp(Buffer.from(code)).toColourspace("rgb16").png().toBuffer()],
    ["PNG, interlaced", "png", png().png({ progressive: true }).toBuffer()],
    ["JPEG", "jpeg", png().jpeg({ quality: 80 }).toBuffer()],
    ["JPEG, progressive", "jpeg", png().jpeg({ quality: 80, progressive: true }).toBuffer()],
    ["WebP", "webp", png().webp({ quality: 80 }).toBuffer()],
    ["WebP without loss", "webp", png().webp({ lossless: true }).toBuffer()],
    ["TIFF", "tiff", grey().tiff({ compression: "lzw" }).toBuffer()],
    ["TIFF, uncompressed", "tiff", grey().tiff({ compression: "none" }).toBuffer()],
    ["GIF", "gif", png().gif().toBuffer()],
    ["AVIF", "avif", png().avif({ quality: 70, effort: 0 }).toBuffer()],
  ];
  const coded = await Promise.all(
    made.map(async ([name, format, file]) => ({ name, format, file: await file, weight: 8 })),
  );
  const heic = ["sealed", "plain", "alpha", "turned"].map((name) => {
    return { name: `HEIC, ${name}`, format: "heic", file: fixture(name), weight: 1 } as const;
  });
  return [...coded, ...heic];
}

const below = (random: Random, count: number): number => Math.floor(random.uniform(0, count));
const sizes = [0, 1, 7, 255, 4096, 9_999, 16_383, 65_535, 0x7fff_ffff, 0xffff_ffff] as const;

/** What a mutant is made by; `others` lends its bodies to crossed headers. */
const mutations: Readonly<
  Record<string, (base: BasePicture, random: Random, others: readonly BasePicture[]) => Buffer>
> = {
  "bits flipped": ({ file }, random) => {
    const broken = Buffer.from(file);
    for (let flips = 1 + below(random, 8); flips > 0; flips -= 1) {
      const at = below(random, broken.length);
      broken[at] = (broken[at] ?? 0) ^ (1 << below(random, 8));
    }
    return broken;
  },
  "a bit of the header flipped": ({ file }, random) => {
    const broken = Buffer.from(file);
    const at = below(random, Math.min(200, broken.length));
    broken[at] = (broken[at] ?? 0) ^ (1 << below(random, 8));
    return broken;
  },
  "bytes overwritten": ({ file }, random) => {
    const broken = Buffer.from(file);
    const start = below(random, broken.length);
    const fill = [0, 0xff, null][below(random, 3)] ?? null;
    for (let at = start; at < Math.min(broken.length, start + 1 + below(random, 64)); at += 1)
      broken[at] = fill ?? below(random, 256);
    return broken;
  },
  "cut short": ({ file }, random) => Buffer.from(file.subarray(0, below(random, file.length))),
  "a piece taken out": ({ file }, random) => {
    const start = below(random, file.length);
    return Buffer.concat([file.subarray(0, start), file.subarray(start + 1 + below(random, 300))]);
  },
  "a piece twice": ({ file }, random) => {
    const start = below(random, file.length);
    return Buffer.concat([file.subarray(0, start + 1 + below(random, 300)), file.subarray(start)]);
  },
  "a header on another body": ({ file }, random, others) => {
    const head = 4 + below(random, 60);
    const body = others[below(random, others.length)]?.file ?? file;
    return Buffer.concat([file.subarray(0, head), body.subarray(head)]);
  },
  "a lying size": (base, random) => {
    const broken = Buffer.from(base.file);
    const pick = (): number => sizes[below(random, sizes.length)] ?? 0;
    const places = sizePlaces(base.format, broken);
    const { at, bytes, littleEndian } = places[below(random, places.length)] ?? {
      at: 0,
      bytes: 4,
      littleEndian: false,
    };
    const value = bytes === 2 ? pick() & 0xffff : pick();
    if (littleEndian) broken.writeUIntLE(value, at, bytes);
    else broken.writeUIntBE(value, at, bytes);
    // Half of them with a checksum that is right, so that the size is believed.
    if (base.format === "png" && below(random, 2) === 0)
      broken.writeUInt32BE(crc32(broken.subarray(12, 29)), 29);
    return broken;
  },
};

export const mutationNames: readonly string[] = Object.keys(mutations);

interface SizePlace {
  readonly at: number;
  readonly bytes: 2 | 4;
  readonly littleEndian: boolean;
}

/** Where a file says how wide and how high it is. */
function sizePlaces(format: ImageFormat, file: Buffer): readonly SizePlace[] {
  const pair = (at: number, bytes: 2 | 4, littleEndian: boolean): readonly SizePlace[] =>
    [at, at + bytes].map((place) => ({ at: place, bytes, littleEndian }));
  const behind = (mark: readonly number[], skip: number): number => file.indexOf(Buffer.from(mark)) + skip;
  switch (format) {
    case "png":
      return pair(16, 4, false);
    case "jpeg":
      return pair(behind([0xff, file.includes(Buffer.from([0xff, 0xc2])) ? 0xc2 : 0xc0], 5), 2, false);
    case "gif":
      return [...pair(6, 2, true), ...pair(behind([0x2c, 0, 0, 0, 0], 5), 2, true)];
    case "webp":
      return file.includes("VP8L")
        ? [{ at: 21, bytes: 4, littleEndian: true }]
        : pair(behind([0x9d, 0x01, 0x2a], 3), 2, true);
    case "tiff": {
      // Tags 256 and 257 stand one after the other, twelve bytes each, the value in the last four.
      const ifd = file.readUInt32LE(4);
      return [10, 22].map((skip) => ({ at: ifd + skip, bytes: 4 as const, littleEndian: true }));
    }
    case "avif":
    case "heic":
      return pair(file.indexOf("ispe") + 8, 4, false);
  }
}

/** The next mutant of a stream: base and mutation are drawn, and so is what becomes of the bytes. */
export function drawMutant(bases: readonly BasePicture[], random: Random): Mutant {
  let left = random.uniform(
    0,
    bases.reduce((sum, { weight }) => sum + weight, 0),
  );
  const base = bases.find(({ weight }) => (left -= weight) < 0) ?? bases[0];
  const mutation = mutationNames[below(random, mutationNames.length)] ?? "";
  if (base === undefined) throw new Error("no pictures to break");
  return { base, mutation, file: mutations[mutation]?.(base, random, bases) ?? Buffer.alloc(0) };
}
