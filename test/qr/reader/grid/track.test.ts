/** Finders to the module grid, on simulated photographs that tell where every module lies. */
import { describe, expect, it } from "vitest";
import { findFinders, quickLook } from "../../../../src/qr/reader/finding/finders.ts";
import { locateSymbol } from "../../../../src/qr/reader/finding/locate.ts";
import { findTriples } from "../../../../src/qr/reader/finding/triples.ts";
import { RING } from "../../../../src/qr/reader/geometry/ring.ts";
import { placeModules } from "../../../../src/qr/reader/grid/moduleplaces.ts";
import { trackGrid } from "../../../../src/qr/reader/grid/track.ts";
import { simulate } from "../../support/simulated.ts";
import type { Case } from "../../support/simulated.ts";

const goOn = (): boolean => false;
const sizes = { smallest: 2, largest: 12 };

/** Largest distance in modules between where a module is believed to be and where it is. */
function worstPlace(of: Case): { version: number; worst: number; followed: number; agreement: number } {
  const { photo, locate, symbol } = simulate(of);
  const [triple] = findTriples(findFinders(photo, sizes, quickLook, goOn));
  if (triple === undefined) throw new Error("no three finders");
  const [location] = locateSymbol(photo, triple, goOn);
  if (location === undefined) throw new Error("no location");
  const { field, followed } = trackGrid(photo, location);
  const { x, y, side } = placeModules(location.projection, field);
  let worst = 0;
  for (let row = 0; row < symbol.size; row += 1) {
    for (let column = 0; column < symbol.size; column += 1) {
      const at = (row + RING) * side + column + RING;
      const truth = locate(column + 0.5, row + 0.5);
      worst = Math.max(worst, Math.hypot(truth.x - (x[at] ?? 0), truth.y - (y[at] ?? 0)));
    }
  }
  const { version } = location.layout;
  return { version, worst: worst / (of.pixelsPerModule ?? 4), followed, agreement: location.agreement };
}

describe("a symbol's grid is tracked", () => {
  it.each<Case & { readonly patterns: number; readonly within: number }>([
    { version: 1, blur: 0.4, seed: 1, patterns: 0, within: 0.3 },
    { version: 2, blur: 0.5, seed: 2, patterns: 1, within: 0.25 },
    { version: 10, blur: 0.7, seed: 3, pixelsPerModule: 3, patterns: 6, within: 0.5 },
    { version: 20, blur: 0.55, seed: 4, patterns: 13, within: 0.2 },
    { version: 20, blur: 0.55, seed: 5, perspective: 0.1, patterns: 13, within: 0.25 },
    { version: 20, blur: 0.55, seed: 6, bow: 6, patterns: 13, within: 0.35 },
    { version: 30, blur: 0.6, seed: 7, bow: 4, pixelsPerModule: 3, patterns: 33, within: 0.4 },
  ])("version $version, blur $blur, bow $bow: within $within module", ({ patterns, within, ...of }) => {
    const { version, worst, followed } = worstPlace(of);
    expect(version).toBe(of.version);
    expect(worst).toBeLessThan(within);
    expect(followed).toBe(patterns);
  });
});
