/** Which suppositions are followed: those whose alignment patterns are seen, not those that chance bears out. */
import { describe, expect, it } from "vitest";
import { findFinders, quickLook } from "../../../../src/qr/reader/finding/finders.ts";
import { locateSymbol } from "../../../../src/qr/reader/finding/locate.ts";
import { findTriples } from "../../../../src/qr/reader/finding/triples.ts";
import { chooseSuppositions } from "../../../../src/qr/reader/grid/suppositions.ts";
import { randomFor } from "../../../simulator/index.ts";
import { simulate } from "../../support/simulated.ts";

const goOn = (): boolean => false;
/** Pixels, one and a half modules: specks as small as the patterns' own squares look like them too often. */
const SPECK = 6;
const sizes = { smallest: 2, largest: 12 };

describe("a large symbol", () => {
  const { photo } = simulate({ version: 20, blur: 0.55, seed: 11, bow: 6 });
  const [triple] = findTriples(findFinders(photo, sizes, quickLook, goOn));
  if (triple === undefined) throw new Error("no three finders");

  it("on bowed paper is followed along its patterns", () => {
    const [best] = chooseSuppositions(photo, locateSymbol(photo, triple, goOn), goOn);
    expect(best?.version).toBe(20);
  });

  it.each([1, 2, 3])("is not looked for in what only has three finders (%i)", (seed) => {
    const random = randomFor(seed, "specks");
    const columns = Math.ceil(photo.width / SPECK);
    const rows = Math.ceil(photo.height / SPECK);
    const specks = Uint8Array.from({ length: columns * rows }, () => random.uniform(0, 256));
    const pixels = photo.pixels.map((_, at) => {
      const [x, y] = [at % photo.width, Math.floor(at / photo.width)];
      return specks[Math.floor(y / SPECK) * columns + Math.floor(x / SPECK)] ?? 255;
    });
    const picture = { ...photo, pixels };
    expect(chooseSuppositions(picture, locateSymbol(picture, triple, goOn), goOn)).toEqual([]);
  });
});
