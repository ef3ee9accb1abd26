import { describe, expect, it } from "vitest";
import { measureLosses } from "../../../src/qr/diagnosis/cells.ts";
import { measureExposure, stretch } from "../../../src/qr/diagnosis/exposure.ts";
import { measureMovement } from "../../../src/qr/diagnosis/movement.ts";
import { findPatch } from "../../../src/qr/diagnosis/patch.ts";
import { measureEdgeWidth } from "../../../src/qr/diagnosis/sharpness.ts";
import type { Corners } from "../../../src/qr/picture/corners.ts";
import { randomFor } from "../../simulator/index.ts";
import { paint } from "../support/troubles.ts";

const square = (left: number, top: number, side: number): Corners => [
  { x: left, y: top },
  { x: left + side, y: top },
  { x: left + side, y: top + side },
  { x: left, y: top + side },
];

/** Dark and light at random, each square of `module` pixels alike. */
function speckle(module: number, seed: number): (x: number, y: number) => boolean {
  const random = randomFor(seed, "speckle");
  const side = 200;
  const dark = Array.from({ length: side * side }, () => random.uniform(0, 1) < 0.5);
  return (x, y) => dark[Math.floor(y / module) * side + Math.floor(x / module)] ?? false;
}

describe("exposure", () => {
  it("tells black, white and what is saturated, without being misled by single pixels", () => {
    const picture = paint(200, 100, (x, y) => (x < 20 ? 50 : x % 40 === 21 && y % 40 === 21 ? 0 : 250));
    const { saturatedShare, ...levels } = measureExposure(picture, 245);
    expect(levels).toEqual({ black: 50, white: 250 });
    expect(saturatedShare).toBeCloseTo(0.9, 2);
  });

  it("is stretched to the full range", () => {
    const faint = paint(100, 100, (x) => (x < 50 ? 100 : 110));
    const { pixels } = stretch(faint, measureExposure(faint, 245));
    expect([pixels[5010], pixels[5090]]).toEqual([0, 255]);
  });
});

describe("width of edges", () => {
  it.each([2, 3, 5])("of a blur of %d pixels is told within a fifth", (sigma) => {
    const random = randomFor(sigma, "edge");
    // The integral of the Gaussian, by its logistic neighbour.
    const picture = paint(
      300,
      200,
      (x) => 60 + 140 / (1 + Math.exp((-1.702 * (x - 150)) / sigma)) + 3 * random.normal(),
    );
    expect(Math.abs((measureEdgeWidth(picture) ?? 0) / sigma - 1)).toBeLessThan(0.2);
  });

  it("of an even wall is unknown", () => {
    const random = randomFor(1, "wall");
    expect(measureEdgeWidth(paint(300, 200, () => 180 + 5 * random.normal()))).toBeNull();
  });
});

describe("movement", () => {
  it("shows as edges of one direction", () => {
    const isDark = speckle(4, 1);
    const still = paint(200, 200, (x, y) => (isDark(x, y) ? 40 : 200));
    expect(measureMovement(still, square(10, 10, 180))).toBeLessThan(1.3);
    const moved = paint(200, 200, (x, y) => {
      let sum = 0;
      for (let step = 0; step < 20; step += 1) sum += isDark(x + 0.7 * step, y + 0.7 * step) ? 40 : 200;
      return sum / 20;
    });
    expect(measureMovement(moved, square(10, 10, 150))).toBeGreaterThan(4);
  });
});

describe("losses of a symbol", () => {
  const isDark = speckle(4, 2);
  const lossesOf = (hidden: number): ReturnType<typeof measureLosses> =>
    measureLosses(
      paint(200, 200, (x, y) => (x < 100 && y < 100 ? hidden : isDark(x, y) ? 40 : 200)),
      square(0, 0, 200),
      50,
      245,
    );

  it.each([
    ["glare", 255],
    ["shade", 5],
    ["damage", 120],
  ] as const)("to %s are a quarter where a quarter is hidden", (loss, grey) => {
    const none = { glare: 0, shade: 0, damage: 0 };
    expect(lossesOf(grey)).toMatchObject({ ...none, [loss]: 0.25 });
  });

  it("are damage and not glare where the paper is as white", () => {
    const picture = paint(200, 200, (x, y) => (x < 100 && y < 100 ? 255 : isDark(x, y) ? 0 : 255));
    expect(measureLosses(picture, square(0, 0, 200), 50, 245)).toMatchObject({ glare: 0, damage: 0.25 });
  });

  it("are told with how even the light is", () => {
    const picture = paint(200, 200, (x, y) => (isDark(x, y) ? 40 : 200) * (x < 100 ? 1 : 0.5));
    const { evenness, ...losses } = measureLosses(picture, square(0, 0, 200), 50, 245);
    expect(evenness).toBeCloseTo(0.5, 1);
    expect(losses).toEqual({ glare: 0, shade: 0, damage: 0 });
  });
});

describe("patches that may be codes", () => {
  const withPatch = (
    module: number,
    side: number,
    [width, height] = [side, side],
  ): ReturnType<typeof findPatch> => {
    const isDark = speckle(module, 3);
    const inPatch = (x: number, y: number): boolean =>
      x >= 80 && y >= 64 && x < 80 + width && y < 64 + height;
    return findPatch(paint(400, 300, (x, y) => (inPatch(x, y) && isDark(x, y) ? 40 : 200)));
  };

  it("are square, and fine where their modules are", () => {
    const patch = withPatch(1, 96);
    expect(patch?.isFine).toBe(true);
    expect(Math.abs((patch?.side ?? 0) - 96)).toBeLessThanOrEqual(8);
    expect(patch?.corners[0].x).toBeCloseTo(80, -1);
    expect(patch?.corners[0].y).toBeCloseTo(64, -1);
    expect(withPatch(6, 96)?.isFine).toBe(false);
  });

  it("are neither long nor as large as the picture", () => {
    expect(withPatch(1, 0, [200, 48])).toBeNull();
    expect(withPatch(1, 230)).toBeNull();
    expect(withPatch(1, 16)).toBeNull();
  });
});
