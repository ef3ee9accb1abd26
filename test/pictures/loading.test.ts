import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";

describe("a command loads what it uses", () => {
  const png = new Uint8Array(readFileSync(new URL("../../fixtures/images/hello.png", import.meta.url)));
  const all = ["sharp", "pngjs/lib/png-sync.js", "zxing-wasm/reader", "qrcode/lib/core/qrcode.js"];
  const forbid = (...packages: string[]): void => {
    vi.resetModules();
    for (const name of packages) {
      vi.doMock(name, () => {
        throw new Error(`${name} was loaded`);
      });
    }
  };
  afterEach(() => {
    for (const name of all) vi.doUnmock(name);
    vi.resetModules();
  });

  it("a small PNG that zxing reads needs neither sharp nor another reader, nor what draws codes", async () => {
    forbid("sharp", "qrcode/lib/core/qrcode.js");
    const [{ loadImage }, { scan }, { readHere }, { decoders }] = await Promise.all([
      import("../../src/pictures/image.ts"),
      import("../../src/qr/scan.ts"),
      import("../../src/qr/ladder/readers.ts"),
      import("../../src/pictures/engines/decoders.ts"),
    ]);
    const { accepted, trace } = await scan(await loadImage(png), () => true, { readers: readHere(decoders) });
    expect(accepted.map(({ payload }) => new TextDecoder().decode(payload))).toEqual(["hello"]);
    expect(trace).toMatchObject([{ rung: "zxing", outcome: "done" }]);
  });

  it("drawing a code needs no reader", async () => {
    forbid("sharp", "pngjs/lib/png-sync.js", "zxing-wasm/reader");
    const { drawSymbol, renderPng } = await import("../../src/pictures/entry.ts");
    const symbol = await drawSymbol(new TextEncoder().encode("hello"), "M");
    const drawn = renderPng(symbol, { modulePixels: 4 });
    expect(drawn.subarray(0, 33)).toEqual(png.subarray(0, 33));
  });

  it("the guard of these two tests works", async () => {
    forbid("sharp", "qrcode/lib/core/qrcode.js");
    const { drawSymbol } = await import("../../src/qr/index.ts");
    await expect(drawSymbol(new Uint8Array(1), "M")).rejects.toThrow("mocking a module");
    const { loadImage } = await import("../../src/pictures/image.ts");
    const gif = new TextEncoder().encode("GIF89a");
    await expect(loadImage(gif)).rejects.not.toMatchObject({ code: "image/damaged" });
  });
});
