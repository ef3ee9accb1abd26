import { expect, it } from "vitest";
import type { Light } from "./paper.ts";
import { randomFor } from "./random.ts";
import { addStain } from "./stain.ts";

const even = (): Light => ({ width: 200, height: 200, levels: new Float32Array(40_000).fill(200) });

it("a stain takes half of its darkness inside, all of it at the rim, and nothing outside", () => {
  const scene = even();
  addStain(scene, { x: 100, y: 100 }, 50, 0.6, randomFor(1, "stain"));
  expect(scene.levels[100 * 200 + 100]).toBeCloseTo(200 * 0.7, 3);
  // The rim is narrower than a pixel at its darkest.
  expect(Math.min(...scene.levels.subarray(0, 20_000), ...scene.levels.subarray(20_000))).toBeLessThan(90);
  expect(
    Math.min(...scene.levels.subarray(0, 20_000), ...scene.levels.subarray(20_000)),
  ).toBeGreaterThanOrEqual(200 * 0.4 - 1e-3);
  for (const corner of [0, 199, 199 * 200, 39_999]) expect(scene.levels[corner]).toBe(200);
});

it("its border wanders around the radius by no more than a third", () => {
  const scene = even();
  addStain(scene, { x: 100, y: 100 }, 50, 0.6, randomFor(2, "stain"));
  const borders = Array.from({ length: 72 }, (_, step) => {
    const angle = (step * Math.PI) / 36;
    let reach = 0;
    while (
      (scene.levels[
        Math.floor(100 + reach * Math.sin(angle)) * 200 + Math.floor(100 + reach * Math.cos(angle))
      ] ?? 200) < 200
    ) {
      reach += 0.5;
    }
    return reach;
  });
  expect(Math.min(...borders)).toBeGreaterThan(50 * (2 / 3) - 2);
  expect(Math.max(...borders)).toBeLessThan(50 * (4 / 3) + 2);
  expect(Math.max(...borders) - Math.min(...borders)).toBeGreaterThan(3);
});
