import { describe, expect, it } from "vitest";
import { defocus, shake } from "./lens.ts";
import type { Light } from "./paper.ts";
import { randomFor } from "./random.ts";
import { meanOf } from "./statistics.ts";

const size = 81;

/** A single point of light in the dark; blurring it shows the kernel. */
function star(): Light {
  const levels = new Float32Array(size * size);
  levels[40 * size + 40] = 1000;
  return { width: size, height: size, levels };
}

/** Spread of the light along x and along y, in square pixels. */
function spread({ levels }: Light): { x: number; y: number; total: number } {
  let total = 0;
  let x = 0;
  let y = 0;
  levels.forEach((level, at) => {
    total += level;
    x += level * ((at % size) - 40) ** 2;
    y += level * (Math.floor(at / size) - 40) ** 2;
  });
  return { x: x / total, y: y / total, total };
}

describe("blur of the lens", () => {
  it.each([0.2, 0.5, 0.8, 1.5, 3, 6])(
    "of %f pixels has that standard deviation and loses no light",
    (sigma) => {
      const { x, y, total } = spread(defocus(star(), sigma));
      expect(total).toBeCloseTo(1000, 1);
      expect(Math.sqrt(x) / sigma).toBeCloseTo(1, 2);
      expect(Math.sqrt(y) / sigma).toBeCloseTo(1, 2);
    },
  );

  it("leaves an even surface as it is, up to the border", () => {
    const even = { width: 20, height: 15, levels: new Float32Array(300).fill(130) };
    for (const level of defocus(even, 2).levels) expect(level).toBeCloseTo(130, 3);
  });

  it("keeps the mean of a picture that is even near its border", () => {
    const random = randomFor(3, "test");
    const scene = star();
    for (let y = 30; y < 50; y++) {
      for (let x = 30; x < 50; x++) scene.levels[y * size + x] = random.uniform(0, 255);
    }
    expect(meanOf(defocus(scene, 2).levels)).toBeCloseTo(meanOf(scene.levels), 3);
  });

  it("of zero changes nothing", () => {
    const scene = star();
    expect(defocus(scene, 0)).toBe(scene);
  });
});

describe("blur of a moving hand", () => {
  it("spreads light evenly over its length, along its direction only", () => {
    const along = spread(shake(star(), 12, 0));
    expect(along.total).toBeCloseTo(1000, 1);
    expect(Math.sqrt(along.x * 12)).toBeCloseTo(12, 0);
    expect(along.y).toBeCloseTo(0, 6);
    const down = spread(shake(star(), 12, Math.PI / 2));
    expect(Math.sqrt(down.y * 12)).toBeCloseTo(12, 0);
    expect(down.x).toBeCloseTo(0, 6);
  });
});
