import { describe, expect, it } from "vitest";
import { window } from "../../../src/qr/transforms/levels.ts";
import { shrinkTo } from "../../../src/qr/transforms/scale.ts";
import { chain } from "../../../src/qr/transforms/transform.ts";
import { dots, makeNoise, wayBackError } from "./pictures.ts";

describe("chain", () => {
  it("does one after the other, the first first", () => {
    const image = makeNoise(40, 30);
    const chained = chain(shrinkTo(30), shrinkTo(20), window(60, 200))(image).image;
    const byHand = window(60, 200)(shrinkTo(20)(shrinkTo(30)(image).image).image).image;
    expect(chained).toEqual(byHand);
    expect([chained.width, chained.height]).toEqual([20, 15]);
  });

  it("leads all the way back", () => {
    const transform = chain(shrinkTo(90), window(0, 250), shrinkTo(70));
    for (const dot of dots) expect(wayBackError(transform, 100, 60, dot)).toBeLessThan(0.6);
  });

  it("of nothing leaves the picture and its places alone", () => {
    const image = makeNoise(4, 3);
    const { image: same, back } = chain()(image);
    expect(same).toBe(image);
    expect(back({ x: 1, y: 2 })).toEqual({ x: 1, y: 2 });
  });
});
