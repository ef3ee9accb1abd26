import { describe, expect, it } from "vitest";
import { window } from "../../../src/qr/transforms/levels.ts";
import { shrinkTo, stretch } from "../../../src/qr/transforms/scale.ts";
import { chain } from "../../../src/qr/transforms/transform.ts";
import { arc, rotate } from "../../../src/qr/transforms/warp.ts";
import { dots, makeNoise, wayBackError } from "./pictures.ts";

describe("chain", () => {
  it("does one after the other, the first first", () => {
    const image = makeNoise(40, 30);
    const chained = chain(stretch(2, 1), shrinkTo(50), window(60, 200))(image).image;
    const byHand = window(60, 200)(shrinkTo(50)(stretch(2, 1)(image).image).image).image;
    expect(chained).toEqual(byHand);
    expect([chained.width, chained.height]).toEqual([50, 19]);
  });

  it("leads all the way back", () => {
    const transform = chain(stretch(3, 1), rotate(45), arc(90, -0.4), shrinkTo(150));
    for (const dot of dots) expect(wayBackError(transform, 100, 60, dot)).toBeLessThan(0.6);
  });

  it("of nothing leaves the picture and its places alone", () => {
    const image = makeNoise(4, 3);
    const { image: same, back } = chain()(image);
    expect(same).toBe(image);
    expect(back({ x: 1, y: 2 })).toEqual({ x: 1, y: 2 });
  });
});
