import { describe, expect, it } from "vitest";
import { randomFor } from "./random.ts";
import { capture } from "./sensor.ts";
import { meanOf, varianceOf } from "./statistics.ts";

const even = (level: number): { width: number; height: number; levels: Float32Array } => ({
  width: 300,
  height: 300,
  levels: new Float32Array(90_000).fill(level),
});

describe("the sensor", () => {
  it.each([2, 5, 12])("adds noise of %i grey levels around the true level", (noise) => {
    const { pixels } = capture(even(120.4), noise, randomFor(noise, "noise"));
    expect(meanOf(pixels)).toBeCloseTo(120.4, 0);
    // Rounding to whole levels adds a twelfth.
    expect(Math.sqrt(varianceOf(pixels) - 1 / 12) / noise).toBeCloseTo(1, 2);
  });

  it("without noise rounds, and stops at black and white", () => {
    const levels = Float32Array.of(-20, 0.4, 99.6, 300);
    const { pixels } = capture({ width: 4, height: 1, levels }, 0, randomFor(1, "noise"));
    expect([...pixels]).toEqual([0, 0, 100, 255]);
  });
});
