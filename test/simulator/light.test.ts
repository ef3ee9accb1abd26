import { describe, expect, it } from "vitest";
import { addGlare, castShade, castShadow, coverInPlastic } from "./light.ts";
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

  it("of more than 1 is white over its middle, and no more than white", () => {
    const scene = even(55);
    addGlare(scene, { x: 50.5, y: 50.5 }, 10, 3);
    expect(scene.levels[50 * 200 + 50]).toBe(255);
    expect(scene.levels[50 * 200 + 64]).toBe(255);
    expect(scene.levels[50 * 200 + 70]).toBeCloseTo(55 + 200 * 3 * Math.exp(-2), 3);
  });
});

describe("a shadow", () => {
  it("takes its depth from one side of its border, nothing from the other, and half in between", () => {
    for (let seed = 0; seed < 10; seed++) {
      const scene = even(200);
      castShadow(scene, { x: 100.5, y: 50.5 }, 0.6, 10, randomFor(seed, "shadow"));
      expect(scene.levels[50 * 200 + 100]).toBeCloseTo(140, 3);
      const [darkest, brightest] = [Math.min(...scene.levels), Math.max(...scene.levels)];
      expect([darkest, brightest].map(Math.round)).toEqual([80, 200]);
      // What lies opposite is as much lighter as this is darker.
      const [one, other] = [scene.levels[20 * 200 + 60] ?? 0, scene.levels[80 * 200 + 140] ?? 0];
      expect(one + other).toBeCloseTo(280, 3);
    }
  });
});

describe("a cover of plastic", () => {
  it("takes contrast by its haze", () => {
    const [dark, light] = [40, 210].map((level) => {
      const scene = even(level);
      coverInPlastic(scene, 0.4, 0, 1, randomFor(1, "plastic"));
      return scene.levels[7] ?? 0;
    });
    expect((light ?? 0) - (dark ?? 0)).toBeCloseTo(0.6 * 170, 3);
  });

  it("has bright streaks right across, and lies clear beside them", () => {
    const scene = even(50);
    coverInPlastic(scene, 0, 1, 2, randomFor(3, "plastic"));
    const bright = scene.levels.filter((level) => level > 100).length;
    expect(bright).toBeGreaterThan(100);
    expect(bright).toBeLessThan(0.1 * scene.levels.length);
    expect(scene.levels.filter((level) => level < 50.01).length).toBeGreaterThan(0.8 * scene.levels.length);
  });
});
