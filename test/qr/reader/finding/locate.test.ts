/** Three finders to a symbol's version and plane. */
import { describe, expect, it } from "vitest";
import { findFinders, quickLook } from "../../../../src/qr/reader/finding/finders.ts";
import { locateSymbol } from "../../../../src/qr/reader/finding/locate.ts";
import { findTriples } from "../../../../src/qr/reader/finding/triples.ts";
import { simulate } from "../../support/simulated.ts";

const goOn = (): boolean => false;
const sizes = { smallest: 2, largest: 12 };

describe("a symbol is located", () => {
  it("with an agreement far above that of a wrong version", () => {
    const { photo } = simulate({ version: 12, blur: 0.7, seed: 1 });
    const [triple] = findTriples(findFinders(photo, sizes, quickLook, goOn));
    const locations = triple === undefined ? [] : locateSymbol(photo, triple, goOn);
    const best = locations[0]?.agreement ?? 0;
    const other = locations.find(({ layout }) => layout.version !== 12)?.agreement ?? 1;
    expect(best).toBeGreaterThan(0.4);
    expect(other).toBeLessThan(0.75 * best);
  });

  it("by the first version that is beyond doubt, without trying others", () => {
    const { photo } = simulate({ version: 12, blur: 0.4, seed: 1 });
    const [triple] = findTriples(findFinders(photo, sizes, quickLook, goOn));
    const locations = triple === undefined ? [] : locateSymbol(photo, triple, goOn);
    expect(locations[0]?.agreement).toBeGreaterThan(0.8);
    expect(new Set(locations.map(({ layout }) => layout.version))).toEqual(new Set([12]));
  });

  it("unless told to stop", () => {
    const { photo } = simulate({ version: 3, blur: 0.3, seed: 1 });
    const [triple] = findTriples(findFinders(photo, sizes, quickLook, goOn));
    expect(triple).toBeDefined();
    if (triple !== undefined) expect(locateSymbol(photo, triple, () => true)).toEqual([]);
  });
});
