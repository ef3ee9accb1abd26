import { describe, expect, it } from "vitest";
import { addGlare, castShade } from "./light.ts";
import type { Light } from "./paper.ts";
import { randomFor } from "./random.ts";

const even = (level: number): Light => ({
  width: 200,
  height: 100,
  levels: new Float32Array(20_000).fill(level),
});

describe("shade", () => {
  it("takes no more than its share of the light, and nearly that much between opposite borders", () => {
    for (let seed = 0; seed < 20; seed++) {
      const scene = even(200);
      castShade(scene, 0.5, randomFor(seed, "shade"));
      const darkest = Math.min(...scene.levels);
      const brightest = Math.max(...scene.levels);
      expect(darkest).toBeGreaterThanOrEqual(100);
      expect(brightest).toBeLessThanOrEqual(200);
      expect(brightest - darkest).toBeGreaterThan(45);
    }
  });

  it("of zero changes nothing", () => {
    const scene = even(200);
    castShade(scene, 0, randomFor(1, "shade"));
    expect(scene).toEqual(even(200));
  });
});

describe("glare", () => {
  it("goes its share of the way to white in the middle, and nowhere far from it", () => {
    const scene = even(55);
    addGlare(scene, { x: 50.5, y: 50.5 }, 10, 0.5);
    expect(scene.levels[50 * 200 + 50]).toBeCloseTo(155, 3);
    expect(scene.levels[50 * 200 + 60]).toBeCloseTo(55 + 100 * Math.exp(-0.5), 3);
    expect(scene.levels[50 * 200 + 150]).toBe(55);
  });
});
