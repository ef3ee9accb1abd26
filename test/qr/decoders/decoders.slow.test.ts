import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { capacity } from "../../../src/qr/symbol/capacity.ts";
import { errorCorrections } from "../../../src/qr/standard/errorcorrection.ts";
import { jsqrDecoder } from "../../peers/jsqr.ts";
import { zxingDecoder } from "../../../src/qr/decoders/zxing.ts";
import type { GreyPixels } from "../../../src/qr/picture/pixels.ts";
import { makeCodeImage, makePayload } from "../support/sample.ts";

const zxing = zxingDecoder({ denoise: false });
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

  it.each([zxing, zxingDecoder({ denoise: true }), jsqrDecoder])(
    "$name tells the corners",
    async (decoder) => {
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
    },
  );

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

describe("the readers keep to themselves", () => {
  const said: unknown[] = [];
  const fetched = vi.fn(() => Promise.reject(new Error("no network here")));

  beforeEach(() => {
    vi.resetModules();
    for (const way of ["log", "warn", "error", "info", "debug"] as const) {
      vi.spyOn(console, way).mockImplementation((...words) => said.push(words));
    }
    vi.stubGlobal("fetch", fetched);
  });
  afterEach(() => {
    vi.doUnmock("zxing-wasm/reader");
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it("zxing starts from the package's own file and prints nothing", async () => {
    const fresh = await import("../../../src/qr/decoders/zxing.ts");
    const image = await makeCodeImage(makePayload(60, 5));
    expect((await fresh.zxingDecoder({ denoise: false }).decode(image)).read).toHaveLength(1);
    expect(said).toEqual([]);
    expect(fetched).not.toHaveBeenCalled();
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
    const fresh = await import("../../../src/qr/decoders/zxing.ts");
    const decoder = fresh.zxingDecoder({ denoise: false });
    const tiny = { width: 2, height: 2, pixels: new Uint8Array(4) };
    await expect(decoder.decode(tiny)).rejects.toThrow();
    expect((await decoder.decode(tiny)).read).toEqual([]);
    expect((await decoder.decode(tiny)).read).toEqual([]);
    expect(started).toBe(2);
  });

  it("jsqr leaves no trace of one call in the next", async () => {
    const image = await makeCodeImage(makePayload(60, 5));
    const inverted = { ...image, pixels: image.pixels.map((grey) => 255 - grey) };
    expect((await jsqrDecoder.decode(image)).read).toHaveLength(1);
    expect((await jsqrDecoder.decode(inverted)).read).toHaveLength(1);
    expect((await jsqrDecoder.decode(image)).read).toHaveLength(1);
  });
});

describe("a command loads what it uses", () => {
  const png = new Uint8Array(readFileSync(new URL("../../../fixtures/images/hello.png", import.meta.url)));
  const forbid = (...packages: string[]): void => {
    vi.resetModules();
    for (const name of packages) {
      vi.doMock(name, () => {
        throw new Error(`${name} was loaded`);
      });
    }
  };
  afterEach(() => {
    for (const name of ["sharp", "pngjs/lib/png-sync.js", "zxing-wasm/reader"]) vi.doUnmock(name);
    vi.resetModules();
  });

  it("a small PNG that zxing reads needs neither sharp nor another reader", async () => {
    forbid("sharp");
    const [{ loadImage }, { scan }, { readHere }] = await Promise.all([
      import("../../../src/pictures/image.ts"),
      import("../../../src/qr/index.ts"),
      import("../../../src/qr/ladder/readers.ts"),
    ]);
    const { accepted, trace } = await scan(await loadImage(png), () => true, { readers: readHere() });
    expect(accepted.map(({ payload }) => new TextDecoder().decode(payload))).toEqual(["hello"]);
    expect(trace).toMatchObject([{ rung: "zxing", outcome: "done" }]);
  });

  it("drawing a code needs no reader", async () => {
    forbid("sharp", "pngjs/lib/png-sync.js", "zxing-wasm/reader");
    const { drawSymbol, renderPng } = await import("../../../src/qr/index.ts");
    const drawn = renderPng(drawSymbol(new TextEncoder().encode("hello"), "M"), { modulePixels: 4 });
    expect(drawn.subarray(0, 33)).toEqual(png.subarray(0, 33));
  });

  it("the guard of these two tests works", async () => {
    forbid("sharp");
    const { loadImage } = await import("../../../src/pictures/image.ts");
    const gif = new TextEncoder().encode("GIF89a");
    await expect(loadImage(gif)).rejects.not.toMatchObject({ code: "image/damaged" });
  });
});
