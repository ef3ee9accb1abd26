/**
 * jsQR, a reader that we did not write: it reads what we draw, and is read beside ours in the benchmarks. Of
 * photographs it reads nothing that the ladder does not.
 */
import type { GreyPixels } from "../../src/qr/picture/pixels.ts";
import type { Decoder } from "../../src/qr/decoders/decoder.ts";
import type { ReadSymbol } from "../../src/qr/picture/findings.ts";

export const jsqrDecoder: Decoder = {
  name: "jsqr",
  decode: async (image) => {
    // The package marks itself as CommonJS, so that its own `default` lies one level down.
    const { default: jsqr } = await import("jsqr");
    // The options object is made anew each time: the package writes into the one it is given.
    const code = jsqr.default(spreadToRgba(image), image.width, image.height, {
      inversionAttempts: "attemptBoth",
    });
    // It takes patches of noise for a version 1 symbol with nothing in it.
    if (code === null || code.binaryData.length === 0) return { read: [], unread: [] };
    const { topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner } = code.location;
    const symbol: ReadSymbol = {
      payload: Uint8Array.from(code.binaryData),
      version: code.version,
      errorCorrection: null,
      corners: [topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner],
    };
    return { read: [symbol], unread: [] };
  },
};

function spreadToRgba({ pixels }: GreyPixels): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(pixels.length * 4);
  const words = new Uint32Array(rgba.buffer);
  // All four bytes alike, the unused alpha too: the byte order of the machine does not matter.
  pixels.forEach((grey, index) => {
    words[index] = grey * 0x01010101;
  });
  return rgba;
}
