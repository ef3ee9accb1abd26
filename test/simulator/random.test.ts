import { describe, expect, it } from "vitest";
import { randomFor } from "./random.ts";
import { meanOf, varianceOf } from "./statistics.ts";

const many = (draw: () => number): number[] => Array.from({ length: 100_000 }, draw);

describe("the seeded generator", () => {
  it("repeats itself for the same seed and purpose, and only then", () => {
    const start = (seed: number | string, purpose: string): number[] => {
      const random = randomFor(seed, purpose);
      return [random.uniform(0, 1), random.normal(), random.normal(), random.uniform(-5, 5)];
    };
    expect(start(7, "noise")).toEqual(start(7, "noise"));
    expect(start(7, "noise")).not.toEqual(start(8, "noise"));
    expect(start(7, "noise")).not.toEqual(start(7, "aim"));
    expect(start(7, "noise")).not.toEqual(start("7", "noise"));
  });

  it("gives the numbers it gave when this was written", () => {
    const random = randomFor("label", "aim");
    expect([random.uniform(0, 1), random.uniform(0, 1), random.normal()]).toEqual([
      0.7117009134963155, 0.9184780789073557, -0.9753274989090637,
    ]);
  });

  it("spreads uniform numbers evenly over their range", () => {
    const random = randomFor(1, "test");
    const values = many(() => random.uniform(2, 5));
    expect(Math.min(...values.slice(0, 1000))).toBeGreaterThanOrEqual(2);
    expect(values.every((value) => value >= 2 && value < 5)).toBe(true);
    expect(meanOf(values)).toBeCloseTo(3.5, 1);
    expect(varianceOf(values)).toBeCloseTo(9 / 12, 1);
  });

  it("gives normal numbers of mean 0 and variance 1, two thirds of them within 1", () => {
    const random = randomFor(2, "test");
    const values = many(() => random.normal());
    expect(meanOf(values)).toBeCloseTo(0, 1);
    expect(varianceOf(values)).toBeCloseTo(1, 1);
    expect(values.filter((value) => Math.abs(value) < 1).length / values.length).toBeCloseTo(0.6827, 2);
  });
});
