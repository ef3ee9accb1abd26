import { describe, expect, it } from "vitest";
import { window } from "../../../src/qr/transforms/levels.ts";
import { shrinkTo } from "../../../src/qr/transforms/scale.ts";
import { chain, remember } from "../../../src/qr/transforms/transform.ts";
import { dots, makeNoise, wayBackError } from "../support/plainpictures.ts";

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

describe("remember", () => {
  it("does it once for a picture, and again for another that is like it", () => {
    let times = 0;
    const counted = remember((image) => {
      times += 1;
      return { image, back: (place) => place };
    });
    const image = makeNoise(4, 3);
    expect(counted(image)).toBe(counted(image));
    expect(times).toBe(1);
    expect(counted({ ...image }).image).not.toBe(image);
    expect(times).toBe(2);
  });
});
