import { afterEach, describe, expect, it, vi } from "vitest";
import { decoders } from "../../../src/pictures/engines/decoders.ts";
import { zxingDecoders } from "../../../src/qr/decoders/zxing.ts";
import type { GreyPixels } from "../../../src/qr/picture/pixels.ts";
import { errorCorrections } from "../../../src/qr/standard/errorcorrection.ts";
import { capacity } from "../../../src/qr/symbol/capacity.ts";
import { jsqrDecoder } from "../../peers/jsqr.ts";
import { makeCodeImage, makePayload } from "../support/sample.ts";

const { zxing } = decoders;
const versions = Array.from({ length: 40 }, (_, index) => index + 1);
const white: GreyPixels = { width: 90, height: 60, pixels: new Uint8Array(90 * 60).fill(255) };

describe("what is drawn is read", () => {
  it.each(versions)(
    "version %i by zxing at every error correction, with what it says of the symbol",
    async (version) => {
      for (const level of errorCorrections) {
        const payload = makePayload(capacity(version, level, "byte"), version);
        const [symbol, ...more] = (await zxing.decode(await makeCodeImage(payload, level))).read;
        expect(more).toEqual([]);
        expect(symbol).toMatchObject({ version, errorCorrection: level });
        expect(symbol?.payload).toEqual(payload);
      }
    },
  );

  // Version 23 is left out: the package's table has one of its alignment patterns in the wrong place.
  it.each([1, 2, 7, 13, 20, 27, 34, 40])("version %i by jsqr", async (version) => {
    const payload = makePayload(capacity(version, "M", "byte"), version);
    const [symbol] = (await jsqrDecoder.decode(await makeCodeImage(payload))).read;
    expect(symbol).toMatchObject({ version, errorCorrection: null });
    expect(symbol?.payload).toEqual(payload);
  });

  it.each([zxing, decoders["zxing-denoise"], jsqrDecoder])("$name tells the corners", async (decoder) => {
    const image = await makeCodeImage(makePayload(60, 5));
    const [symbol] = (await decoder.decode(image)).read;
    const near = 4 * 4;
    const far = image.width - near;
    const expected = [
      [near, near],
      [far, near],
      [far, far],
      [near, far],
    ];
    symbol?.corners.forEach((corner, index) => {
      const [x = 0, y = 0] = expected[index] ?? [];
      expect(Math.hypot(corner.x - x, corner.y - y)).toBeLessThan(6);
    });
    expect(symbol?.corners).toHaveLength(4);
  });

  it.each([zxing, jsqrDecoder])("$name finds nothing in an empty picture", async (decoder) => {
    expect((await decoder.decode(white)).read).toEqual([]);
  });

  it.each([zxing, jsqrDecoder])("$name skips a code that holds nothing", async (decoder) => {
    expect((await decoder.decode(await makeCodeImage(new Uint8Array(0)))).read).toEqual([]);
  });

  it("zxing reads white on black", async () => {
    const payload = makePayload(60, 5);
    const image = await makeCodeImage(payload);
    const inverted = { ...image, pixels: image.pixels.map((grey) => 255 - grey) };
    expect((await zxing.decode(inverted)).read[0]?.payload).toEqual(payload);
  });
});

describe("one call leaves nothing to the next", () => {
  afterEach(() => {
    vi.doUnmock("zxing-wasm/reader");
  });

  it("zxing starts afresh after it broke down and not otherwise, and skips a code that holds nothing", async () => {
    let started = 0;
    vi.doMock("zxing-wasm/reader", () => ({
      purgeZXingModule: () => undefined,
      prepareZXingModule: () => {
        started += 1;
        const broken = started === 1;
        return Promise.resolve({
          HEAPU8: new Uint8Array(1024),
          _malloc: () => 8,
          _free: () => undefined,
          readBarcodesFromPixmap: () => {
            if (broken) throw new Error("Aborted()");
            const nothing = { isValid: true, bytes: new Uint8Array(0), position: {}, extra: "" };
            return { size: () => 1, get: () => nothing, delete: () => undefined };
          },
        });
      },
    }));
    const loadWasm = vi.fn(() => Promise.resolve(new ArrayBuffer(0)));
    const { plain, denoise } = zxingDecoders(loadWasm);
    const tiny = { width: 2, height: 2, pixels: new Uint8Array(4) };
    await expect(plain.decode(tiny)).rejects.toThrow();
    expect((await denoise.decode(tiny)).read).toEqual([]);
    expect((await plain.decode(tiny)).read).toEqual([]);
    expect(started).toBe(2);
    expect(loadWasm).toHaveBeenCalledTimes(2);
  });

  it("jsqr leaves no trace of one call in the next", async () => {
    const image = await makeCodeImage(makePayload(60, 5));
    const inverted = { ...image, pixels: image.pixels.map((grey) => 255 - grey) };
    expect((await jsqrDecoder.decode(image)).read).toHaveLength(1);
    expect((await jsqrDecoder.decode(inverted)).read).toHaveLength(1);
    expect((await jsqrDecoder.decode(image)).read).toHaveLength(1);
  });
});
