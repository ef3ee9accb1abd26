import { describe, expect, it } from "vitest";
import { limits } from "../../../src/core/limits.ts";
import { decoders } from "../../../src/pictures/engines/decoders.ts";
import type { Decoder } from "../../../src/qr/decoders/decoder.ts";
import { wechatDecoder } from "../../../src/qr/decoders/wechat.ts";
import type { WechatEngine } from "../../../src/qr/decoders/wechat.ts";
import type { Point } from "../../../src/qr/picture/corners.ts";
import type { GreyPixels } from "../../../src/qr/picture/pixels.ts";
import { capacity } from "../../../src/qr/symbol/capacity.ts";
import { makeCodeImage, makePayload } from "../support/sample.ts";

const { wechat } = decoders;

/** A white picture with others laid into it. */
function lay(
  width: number,
  height: number,
  ...pictures: readonly (readonly [GreyPixels, number, number])[]
): GreyPixels {
  const pixels = new Uint8Array(width * height).fill(255);
  for (const [picture, x, y] of pictures) {
    for (let row = 0; row < picture.height; row += 1) {
      const line = picture.pixels.subarray(row * picture.width, (row + 1) * picture.width);
      pixels.set(line, (y + row) * width + x);
    }
  }
  return { width, height, pixels };
}

/** The network's box, less exact than a reader's corners: how far its corners are from those of a code. */
function missBy(corners: readonly Point[], left: number, top: number, right: number, bottom: number): number {
  const expected = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ] as const;
  return Math.max(
    ...corners.map(({ x, y }, at) => Math.hypot(x - (expected[at]?.[0] ?? 0), y - (expected[at]?.[1] ?? 0))),
  );
}

const payloadsOf = async (decoder: Decoder, image: GreyPixels): Promise<Uint8Array[]> =>
  (await decoder.decode(image)).read.map(({ payload }) => payload);

describe("what is drawn is read", () => {
  it.each([1, 2, 5, 7, 10, 15, 20, 25])("version %i, bytes of every value", async (version) => {
    const payload = makePayload(capacity(version, "M", "byte"), version);
    expect(await payloadsOf(wechat, await makeCodeImage(payload))).toEqual([payload]);
  });

  // Up to ten bytes lie elsewhere in the module's memory than longer ones.
  it.each([1, 9, 10, 11, 12, 23, 200])("%i bytes, with zeros, that are no UTF-8", async (length) => {
    const payload = makePayload(length, 3).map((byte, index) => (index % 3 === 1 ? 0 : byte | 0x80));
    expect(await payloadsOf(wechat, await makeCodeImage(payload))).toEqual([payload]);
  });

  it("mirrored and white on black", async () => {
    const payload = makePayload(60, 5);
    const image = await makeCodeImage(payload);
    const mirrored = image.pixels.map(
      (_, at, pixels) => pixels[at - 2 * (at % image.width) + image.width - 1] ?? 0,
    );
    const inverted = image.pixels.map((grey) => 255 - grey);
    for (const pixels of [mirrored, inverted]) {
      expect(await payloadsOf(wechat, { ...image, pixels })).toEqual([payload]);
    }
  });

  it("every symbol of a picture, each with its place", async () => {
    const [one, two] = [makePayload(60, 1), makePayload(60, 2)];
    const [left, right] = [await makeCodeImage(one), await makeCodeImage(two)];
    const side = left.width;
    const picture = lay(3 * side, 2 * side, [left, 20, 30], [right, 2 * side - 10, side - 40]);
    const { read, unread } = await wechat.decode(picture);
    expect(read).toHaveLength(2);
    expect(unread).toEqual([]);
    const places = [
      [one, 20, 30],
      [two, 2 * side - 10, side - 40],
    ] as const;
    for (const [payload, x, y] of places) {
      const symbol = read.find((each) => Buffer.compare(each.payload, payload) === 0);
      expect(symbol).toMatchObject({ version: null, errorCorrection: null });
      const quiet = 4 * 4;
      const far = side - quiet;
      expect(missBy(symbol?.corners ?? [], x + quiet, y + quiet, x + far, y + far)).toBeLessThan(12);
    }
  });

  it("in a picture larger than the module gets, corners in pixels of that picture", async () => {
    const payload = makePayload(20, 5);
    const small = await makeCodeImage(payload);
    const times = 4;
    const side = times * small.width;
    const pixels = Uint8Array.from({ length: side * side }, (_, at) => {
      const row = Math.floor(Math.floor(at / side) / times);
      return small.pixels[row * small.width + Math.floor((at % side) / times)] ?? 0;
    });
    const x = 2 * limits.wechatSide - side;
    const picture = lay(2 * limits.wechatSide, side + 100, [{ width: side, height: side, pixels }, x, 50]);
    const [symbol] = (await wechat.decode(picture)).read;
    expect(symbol?.payload).toEqual(payload);
    const quiet = 4 * 4 * times;
    const [near, far] = [quiet, side - quiet];
    expect(missBy(symbol?.corners ?? [], x + near, 50 + near, x + far, 50 + far)).toBeLessThan(30);
  });

  it.each([90, 15, 1])("nothing in an empty picture of %i pixels a side", async (side) => {
    expect(await payloadsOf(wechat, lay(side, side))).toEqual([]);
  });

  it("and a code that holds nothing is skipped", async () => {
    expect(await payloadsOf(wechat, await makeCodeImage(new Uint8Array(0)))).toEqual([]);
  });
});

describe("a detector that does as told", () => {
  /** Counts what was started, and what was made and not deleted. */
  function makeDetector(detect: () => number): {
    decoder: Decoder;
    counts: { started: number; kept: number };
  } {
    const counts = { started: 0, kept: 0 };
    const make = (more: object): object => {
      counts.kept += 1;
      return { ...more, delete: () => (counts.kept -= 1) };
    };
    const cv = {
      HEAPU8: new Uint8Array(64),
      CV_8UC1: 0,
      Mat: function () {
        return make({ data: new Uint8Array(4) });
      },
      MatVector: function () {
        return make({ size: () => 0 });
      },
      wechat_qrcode_WeChatQRCode: function () {
        return { detectAndDecode: () => make({ size: detect, $$: { ptr: 0 } }) };
      },
      FS_createDataFile: () => undefined,
    };
    const decoder = wechatDecoder(() => {
      counts.started += 1;
      return Promise.resolve({ cv: Promise.resolve(cv) } as unknown as WechatEngine);
    });
    return { decoder, counts };
  }
  const tiny = { width: 2, height: 2, pixels: new Uint8Array(4) };

  it("starts afresh after it broke down and not otherwise, and frees everything", async () => {
    let calls = 0;
    const { decoder, counts } = makeDetector(() => {
      calls += 1;
      // An exception of OpenCV's is a number.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      if (calls === 1) throw 6570584;
      return 0;
    });
    await expect(decoder.decode(tiny)).rejects.toThrow("6570584");
    expect(counts).toEqual({ started: 1, kept: 0 });
    expect((await decoder.decode(tiny)).read).toEqual([]);
    expect((await decoder.decode(tiny)).read).toEqual([]);
    expect(counts).toEqual({ started: 2, kept: 0 });
  });

  it("is not believed where its memory is laid out otherwise", async () => {
    const { decoder, counts } = makeDetector(() => 1);
    await expect(decoder.decode(tiny)).rejects.toThrow();
    expect(counts.kept).toBe(0);
  });
});
