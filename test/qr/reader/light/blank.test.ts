import { describe, expect, it } from "vitest";
import { RING } from "../../../../src/qr/reader/geometry/ring.ts";
import { placeModules, sampleModules } from "../../../../src/qr/reader/grid/moduleplaces.ts";
import { findBlank } from "../../../../src/qr/reader/light/blank.ts";
import { simulate, viewOf } from "../../support/simulated.ts";
import type { Case } from "../../support/simulated.ts";

function sample(of: Case): { samples: Float32Array; side: number } {
  const simulated = simulate(of);
  const { image, projection, field } = viewOf(simulated);
  const samples = sampleModules(image, placeModules(projection, field));
  return { samples, side: simulated.symbol.size + 2 * RING };
}

/** Changes the samples of a square of modules, by their upper left corner and side. */
function change(
  { samples, side }: { samples: Float32Array; side: number },
  at: number,
  reach: number,
  by: (grey: number) => number,
): Float32Array {
  return samples.map((grey, index) => {
    const column = (index % side) - RING - at;
    const row = Math.floor(index / side) - RING - at;
    return Math.min(column, row) >= 0 && Math.max(column, row) < reach ? by(grey) : grey;
  });
}

describe("findBlank", () => {
  it.each([
    { version: 20, blur: 0.3 },
    { version: 20, blur: 0.85 },
    { version: 7, blur: 0.8 },
    { version: 1, blur: 0.6 },
  ])("finds nothing in a symbol that is only blurred: version $version, blur $blur", (of) => {
    for (const seed of [1, 2, 3]) {
      const { samples, side } = sample({ ...of, seed });
      expect(findBlank(samples, side)).toBeNull();
    }
  });

  it.each([
    ["clipped", () => 255],
    ["covered", (grey: number) => 120 + 0.03 * grey],
  ])("marks what is %s and the module around, and little else", (_, by) => {
    const seen = sample({ version: 10, blur: 0.6, seed: 1 });
    const trust = findBlank(change(seen, 20, 12, by), seen.side);
    const all = { samples: Float32Array.from(trust ?? []), side: seen.side };
    expect(change(all, 19, 14, () => 0)).toEqual(all.samples);
    expect(change(all, 18, 16, () => 1)).not.toContain(0);
  });

  it("takes shade for what it is, and squares smaller than chance makes them too", () => {
    const seen = sample({ version: 10, blur: 0.6, seed: 1 });
    const shaded = change(seen, 15, 20, (grey) => 0.3 * grey);
    const trust = findBlank(shaded, seen.side);
    expect(trust).toBeNull();
    expect(
      findBlank(
        change(seen, 20, 3, () => 255),
        seen.side,
      ),
    ).toBeNull();
  });
});
