/**
 * Blurred, bent, glaring and damaged codes of real photographs that zxing does not read (see
 * test/photographs/collection.ts); without them this file is skipped.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decoders } from "../../../src/pictures/engines/decoders.ts";
import { loadImage } from "../../../src/pictures/image.ts";
import { readSymbols } from "../../../src/qr/reader/reader.ts";
import { findPhotographs, skipped } from "../../photographs/collection.ts";

const photographs = findPhotographs();
if (photographs === null) console.info(skipped);

/** What stands in them, as it was read by eye or in other photographs of the same label. */
const contents: Readonly<Record<string, readonly string[]>> = {
  "blurred/image015.jpg": ["https://www.facebook.com/Lethmik/", "https://www.instagram.com/lethmik/"],
  "blurred/image027.jpg": ["http://www.boschautoparts.com/qr/icon.aspx"],
  "blurred/image036.jpg": ["http://www.postalexperience.com/pos?mt=4&sc=840-5940-0244-002-00006-80522-02"],
  "blurred/image045.jpg": ["https://www.facebook.com/Lethmik/"],
  "curved/image006.jpg": ["http://albtsn.com/ugtezn8"],
  "curved/image018.jpg": ["Test 03"],
  "curved/image039.jpg": ["http://cokeurl.com/q/2017-00776"],
  "glare/image009.jpg": ["http://www.boschautoparts.com/qr/icon.aspx"],
  "glare/image033.jpg": ["http://cokeurl.com/q/2017-00776"],
  "damaged/image009.jpg": ["amzn.to/socialqr"],
  "damaged/image015.jpg": ["http://www.postalexperience.com/pos?mt=4&sc=840-5940-0244-002-00006-80522-02"],
  "bright_spots/image030.jpg": [
    "ABC 123456789 ".repeat(15).trim(),
    "Version 1 QR",
    "Version 2 QR Code Test Image",
  ],
};

describe.skipIf(photographs === null)("photographs that zxing does not read", () => {
  it.each(Object.entries(contents))("%s", async (name, expected) => {
    const image = await loadImage(readFileSync(join(photographs ?? "", name)));
    for (const zxing of [decoders.zxing, decoders["zxing-denoise"]]) {
      expect((await zxing.decode(image)).read).toEqual([]);
    }
    const { read } = readSymbols(image, () => false);
    const texts = read.map(({ payload }) => new TextDecoder("utf-8", { fatal: true }).decode(payload));
    expect([...new Set(texts)].sort()).toEqual([...expected].sort());
  });
});
