import { describe, expect, it } from "vitest";
import { displacementAt, flatField, refineField } from "../../../../src/qr/reader/geometry/field.ts";

describe("the field of displacements", () => {
  const out = new Float64Array(2);

  it("is nothing where it is flat, and a line where its cells are one", () => {
    const flat = flatField(97);
    displacementAt(flat, 13, 50, out);
    expect([...out]).toEqual([0, 0]);
    const { cells } = flat;
    const du = flat.du.map((_, at) => ((at % cells) + 0.5) / cells);
    const dv = flat.dv.map((_, at) => -(Math.floor(at / cells) + 0.5) / cells);
    for (const [u, v] of [
      [48, 20],
      [96, 97],
      [1, 50],
    ] as const) {
      displacementAt({ ...flat, du, dv }, u, v, out);
      expect([...out]).toEqual([expect.closeTo(u / 97, 9), expect.closeTo(-v / 97, 9)]);
    }
  });

  it("follows the evidence, and carries it on where there is none", () => {
    const flat = flatField(97);
    const { cells } = flat;
    const seen = flat.du.map((_, at) => (at % cells < cells - 3 ? 1 : 0));
    const slope = (at: number): number => 0.1 * (at % cells);
    const evidence = {
      uu: seen,
      uv: new Float64Array(cells * cells),
      vv: seen,
      u: seen.map((weight, at) => weight * slope(at)),
      v: seen.map((weight) => -0.5 * weight),
    };
    const { du, dv } = refineField(flat, evidence, 0.01);
    for (const at of [2 * cells, 5 * cells + 3, 4 * cells + cells - 1]) {
      expect(du[at]).toBeCloseTo(slope(at), 1);
      expect(dv[at]).toBeCloseTo(-0.5, 1);
    }
  });
});
