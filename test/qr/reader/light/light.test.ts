import { describe, expect, it } from "vitest";
import { flatField } from "../../../../src/qr/reader/geometry/field.ts";
import { displacementAt } from "../../../../src/qr/reader/geometry/field.ts";
import { RING, ringOf } from "../../../../src/qr/reader/geometry/ring.ts";
import { placeModules, sampleModules } from "../../../../src/qr/reader/grid/moduleplaces.ts";
import { refitGrid } from "../../../../src/qr/reader/grid/regrid.ts";
import { relateToPrediction, relateToSurround } from "../../../../src/qr/reader/light/light.ts";
import type { Darkness } from "../../../../src/qr/reader/light/light.ts";
import { randomFor } from "../../../simulator/index.ts";

const size = 57;
const side = size + 2 * RING;
const random = randomFor(1, "modules");
const modules = Float32Array.from({ length: side * side }, (_, at) =>
  ringOf(at, side) <= 0 && random.uniform(0, 1) < 0.5 ? 1 : -1,
);
/** A shadow from the left, and a lamp in the middle that takes nine tenths of the contrast. */
const light = (at: number): { contrast: number; paper: number } => {
  const column = at % side;
  const row = Math.floor(at / side);
  const lamp = Math.exp(-((column - side / 2) ** 2 + (row - side / 2) ** 2) / (2 * 12 * 12));
  const shade = 0.5 + (0.5 * column) / side;
  return { contrast: 60 * shade * (1 - 0.9 * lamp), paper: 180 * shade + 50 * lamp };
};
const samples = modules.map((value, at) => light(at).paper - light(at).contrast * value);

const inside = (visit: (at: number) => void): void => {
  for (let at = 0; at < side * side; at += 1) if (ringOf(at, side) <= 0) visit(at);
};

function countWrong({ values }: Darkness): number {
  let wrong = 0;
  inside((at) => {
    if ((values[at] ?? 0) > 0 !== (modules[at] ?? 0) > 0) wrong += 1;
  });
  return wrong;
}

describe("darkness relative to the light around", () => {
  it("is right where one threshold for all fails", () => {
    const globally = samples.filter(
      (sample, at) => ringOf(at, side) <= 0 && sample < 135 !== (modules[at] ?? 0) > 0,
    );
    const bySurround = countWrong(relateToSurround(samples, side));
    const byPrediction = countWrong(relateToPrediction(samples, modules, side));
    expect(globally.length).toBeGreaterThan(2 * bySurround);
    expect(byPrediction).toBeLessThan(0.02 * size * size);
  });

  it.each([
    ["surround", relateToSurround(samples, side)],
    ["prediction", relateToPrediction(samples, modules, side)],
  ])("weighs the lamp's middle little, and nothing beyond the first ring: %s", (_, { weights, scales }) => {
    const middle = Math.floor(side / 2) * (side + 1);
    const edge = (RING + 2) * side + side - RING - 3;
    expect(weights[middle]).toBeLessThan(0.4);
    expect(weights[edge]).toBe(1);
    expect((scales[middle] ?? 0) / (scales[edge] ?? 1)).toBeGreaterThan(1.5);
    weights.forEach((weight, at) => {
      if (ringOf(at, side) > 1) expect(weight).toBe(0);
      else expect(weight).toBeGreaterThan(0);
    });
  });
});

describe("refitGrid", () => {
  it("moves the grid to where the picture has what was decided", () => {
    // A picture of soft squares, 4 pixels a module, whose grid bends by up to half a module.
    const bend = (v: number): number => 0.4 * Math.sin((Math.PI * v) / size);
    const width = 4 * side;
    const pixels = new Uint8Array(width * width);
    const moduleAt = (u: number, v: number): number =>
      modules[Math.min(Math.max(v, 0), side - 1) * side + Math.min(Math.max(u, 0), side - 1)] ?? -1;
    for (let y = 0; y < width; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const v = (y + 0.5) / 4 - 0.5;
        const u = (x + 0.5) / 4 - 0.5 - bend(v - RING);
        const [column, row] = [Math.floor(u), Math.floor(v)];
        const [right, down] = [u - column, v - row];
        const value =
          (moduleAt(column, row) * (1 - right) + moduleAt(column + 1, row) * right) * (1 - down) +
          (moduleAt(column, row + 1) * (1 - right) + moduleAt(column + 1, row + 1) * right) * down;
        pixels[y * width + x] = 128 - 80 * value;
      }
    }
    const image = { width, height: width, pixels };
    const projection = [4, 0, 4 * RING, 0, 4, 4 * RING, 0, 0, 1] as const;
    let field = flatField(size);
    const off = (): number => {
      let worst = 0;
      const out = new Float64Array(2);
      for (let v = 3; v < size; v += 6) {
        displacementAt(field, 30, v, out);
        worst = Math.max(worst, Math.hypot((out[0] ?? 0) - bend(v), out[1] ?? 0));
      }
      return worst;
    };
    expect(off()).toBeGreaterThan(0.35);
    for (let round = 0; round < 4; round += 1) {
      const places = placeModules(projection, field);
      const seen = relateToPrediction(sampleModules(image, places), modules, side);
      field = refitGrid(image, places, field, seen, modules, 0.1);
    }
    expect(off()).toBeLessThan(0.12);
  });
});
