import { describe, expect, it } from "vitest";
import { RING, ringOf } from "../../../../src/qr/reader/geometry/ring.ts";
import { equalise } from "../../../../src/qr/reader/light/equalise.ts";
import { blur, fitKernel, gaussianKernel, measureBlur } from "../../../../src/qr/reader/light/kernel.ts";
import type { Kernel } from "../../../../src/qr/reader/light/kernel.ts";
import type { Darkness } from "../../../../src/qr/reader/light/light.ts";
import { layoutOf } from "../../../../src/qr/standard/layout.ts";
import { randomFor } from "../../../simulator/index.ts";
import { equaliseDensely, weightBetween } from "../../support/dense.ts";

interface Problem {
  readonly truth: Float32Array;
  readonly fixed: Int8Array;
  readonly seen: Darkness;
}

/** Random modules inside a light ring, blurred and noisy; a few of them known. Another shot has other noise. */
function makeProblem(size: number, kernel: Kernel, noise: number, seed: number, shot = 0): Problem {
  const side = size + 2 * RING;
  const random = randomFor(seed, "modules");
  const fixed = new Int8Array(side * side);
  const truth = new Float32Array(side * side);
  for (let at = 0; at < truth.length; at += 1) {
    const inside = ringOf(at, side) <= 0;
    truth[at] = inside && random.uniform(0, 1) < 0.5 ? 1 : -1;
    fixed[at] = !inside || random.uniform(0, 1) < 0.1 ? (truth[at] ?? 0) : 0;
  }
  const values = new Float32Array(truth.length);
  blur(truth, side, kernel, values, new Float32Array(truth.length));
  const noises = shot === 0 ? random : randomFor(`${seed} ${shot}`, "noise");
  const weights = values.map((_, at) => (ringOf(at, side) > 1 ? 0 : random.uniform(0.3, 1)));
  return {
    truth,
    fixed,
    seen: { side, values: values.map((value) => value + noise * noises.normal()), weights, scales: weights },
  };
}

function countErrors(modules: Float32Array, { truth }: Problem): number {
  return modules.filter((value, at) => value > 0 !== (truth[at] ?? 0) > 0).length;
}

describe("blur", () => {
  it("is the sum over all modules that its weights say, and its own transpose", () => {
    const side = 13;
    const kernel = {
      across: Float64Array.of(0.7, 0.3, -0.1, 0.05),
      down: Float64Array.of(0.6, 0.2, 0.1, 0.02),
    };
    const random = randomFor(3, "values");
    const values = Float32Array.from({ length: side * side }, () => random.uniform(-1, 1));
    const blurred = new Float32Array(side * side).fill(99);
    blur(values, side, kernel, blurred, new Float32Array(side * side).fill(99));
    blurred.forEach((value, to) => {
      const column = to % side;
      const row = Math.floor(to / side);
      const inside = Math.min(column, row, side - 1 - column, side - 1 - row) >= 3;
      const expected = values.reduce((sum, from, at) => sum + from * weightBetween(kernel, side, at, to), 0);
      expect(value).toBeCloseTo(inside ? expected : 0, 5);
    });
  });
});

describe("equalise", () => {
  it.each([
    [0.5, 1],
    [0.7, 2],
    [0.8, 3],
  ])("comes to what the dense solution of the same problem is: blur %f", (sigma, seed) => {
    const kernel = gaussianKernel(sigma);
    const problem = makeProblem(9, kernel, 0.05, seed);
    const exact = equaliseDensely([{ seen: problem.seen, kernel }], problem.fixed);
    const modules = equalise([{ seen: problem.seen, kernel }], problem.fixed, null, 3000);
    modules.forEach((value, at) => {
      expect(value).toBeCloseTo(exact[at] ?? 0, 2);
    });
    expect(exact.some((value) => Math.abs(value) === 1)).toBe(true);
    expect(exact.some((value) => Math.abs(value) < 0.95)).toBe(true);
  });

  it("of two pictures as well, each with its own blur, and errs less than of either alone", () => {
    const [first, second] = [0.75, 0.85].map((sigma, shot) => {
      const kernel = gaussianKernel(sigma);
      return { kernel, ...makeProblem(12, kernel, 0.2, 4, shot) };
    });
    if (first === undefined || second === undefined) throw new Error("two pictures");
    const { fixed } = first;
    expect(second.truth).toEqual(first.truth);
    const exact = equaliseDensely([first, second], fixed);
    const modules = equalise([first, second], fixed, null, 3000);
    modules.forEach((value, at) => {
      expect(value).toBeCloseTo(exact[at] ?? 0, 2);
    });
    const errors = countErrors(modules, first);
    for (const alone of [first, second]) {
      expect(errors).toBeLessThan(countErrors(equalise([alone], fixed, null, 3000), first));
    }
  });

  it("undoes in 40 rounds a blur at which a quarter of the modules looks wrong", () => {
    const kernel = gaussianKernel(0.75);
    const problem = makeProblem(60, kernel, 0.02, 5);
    const looksWrong = countErrors(problem.seen.values, problem);
    expect(looksWrong).toBeGreaterThan(0.15 * 3600);
    expect(
      countErrors(equalise([{ seen: problem.seen, kernel }], problem.fixed, null, 40), problem),
    ).toBeLessThan(72);
  });

  it("never changes what is known, and starts from what it is given", () => {
    const kernel = gaussianKernel(0.6);
    const problem = makeProblem(12, kernel, 0.3, 6);
    const modules = equalise([{ seen: problem.seen, kernel }], problem.fixed, problem.truth, 5);
    problem.fixed.forEach((value, at) => {
      if (value !== 0) expect(modules[at]).toBe(value);
    });
    expect(equalise([{ seen: problem.seen, kernel }], problem.fixed, problem.truth, 0)).toEqual(
      problem.truth,
    );
  });
});

describe("kernel", () => {
  it("a Gaussian has unit squares over its plane, and spreads with sigma", () => {
    const { across } = gaussianKernel(0.6);
    const squares = across.reduce((sum, weight, off) => sum + (off === 0 ? 1 : 2) * weight ** 2, 0);
    expect(squares).toBeCloseTo(1, 9);
    expect((across[1] ?? 0) / (across[0] ?? 1)).toBeGreaterThan((gaussianKernel(0.4).across[1] ?? 0) / 0.98);
  });

  it.each([0.3, 0.55, 0.8])("measures blur %f from the function patterns of a symbol", (sigma) => {
    const { size, fixed } = layoutOf(7);
    const side = size + 2 * RING;
    const random = randomFor(sigma, "data");
    const known = new Int8Array(side * side).fill(-1);
    const truth = new Float32Array(side * side).fill(-1);
    fixed.forEach((value, index) => {
      const at = (Math.floor(index / size) + RING) * side + (index % size) + RING;
      known[at] = value;
      truth[at] = value !== 0 ? value : random.uniform(-1, 1) > 0 ? 1 : -1;
    });
    const values = new Float32Array(truth.length);
    blur(truth, side, gaussianKernel(sigma), values, new Float32Array(truth.length));
    const noisy = values.map((value) => 3 * value + 7 + 0.1 * random.normal());
    expect(measureBlur({ side, values: noisy, weights: noisy, scales: noisy }, known)).toBeCloseTo(
      sigma,
      1.3,
    );
  });

  it("is fitted to decisions: a wrong start ends at the kernel that was there, halo and unequal sides included", () => {
    const truth = {
      across: Float64Array.of(0.8, 0.35, -0.05, 0),
      down: Float64Array.of(0.7, 0.45, 0.15, 0.01),
    };
    const problem = makeProblem(50, truth, 0.02, 8);
    const seen = { ...problem.seen, values: problem.seen.values.map((value) => value + 0.2) };
    let kernel = gaussianKernel(0.4);
    let offset = 0;
    for (let round = 0; round < 6; round += 1) ({ kernel, offset } = fitKernel(problem.truth, seen, kernel));
    expect(offset).toBeCloseTo(0.2, 1);
    for (const [row, column] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
      [0, 2],
    ] as const) {
      const expected = (truth.down[row] ?? 0) * (truth.across[column] ?? 0);
      expect((kernel.down[row] ?? 0) * (kernel.across[column] ?? 0)).toBeCloseTo(expected, 1.5);
    }
  });
});
