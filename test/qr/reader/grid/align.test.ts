import { describe, expect, it } from "vitest";
import type { Projection } from "../../../../src/qr/reader/geometry/projection.ts";
import { fitProjection, project } from "../../../../src/qr/reader/geometry/projection.ts";
import { alignProjection } from "../../../../src/qr/reader/grid/align.ts";
import { layoutOf } from "../../../../src/qr/standard/layout.ts";
import { simulate } from "../../support/simulated.ts";
import type { Simulated } from "../../support/simulated.ts";

/** The simulator's own projection, its corners moved by parts of a module. */
function startFrom(
  { symbol: { size }, locate }: Simulated,
  moves: readonly (readonly [number, number])[],
): Projection {
  const corners = [
    [0, 0],
    [size, 0],
    [size, size],
    [0, size],
  ] as const;
  const projection = fitProjection(
    corners.map(([u, v], index) => {
      const [du, dv] = moves[index] ?? [0, 0];
      return { u, v, ...locate(u + du, v + dv) };
    }),
  );
  if (projection === null) throw new Error("corners on a line");
  return projection;
}

/** Root of the mean squared distance, in modules, between where modules are believed to be and where they are. */
function meanError({ symbol: { size }, locate }: Simulated, projection: Projection): number {
  let squares = 0;
  for (let v = 0.5; v < size; v += 1) {
    for (let u = 0.5; u < size; u += 1) {
      const truth = locate(u, v);
      const { x, y } = project(projection, u, v);
      squares += ((x - truth.x) ** 2 + (y - truth.y) ** 2) / 4 ** 2;
    }
  }
  return Math.sqrt(squares) / size;
}

const moves = [
  [0.3, -0.2],
  [-0.3, 0.25],
  [0.6, 0.5],
  [0.1, 0.35],
] as const;

describe("alignProjection", () => {
  it.each([
    { version: 1, blur: 0.4, within: 0.2 },
    { version: 1, blur: 0.75, within: 0.2 },
    { version: 3, blur: 0.7, within: 0.12 },
    { version: 6, blur: 0.55, within: 0.15 },
  ])("finds back from corners that are off: version $version, blur $blur", ({ within, ...of }) => {
    for (const seed of [1, 2, 3]) {
      const simulated = simulate({ ...of, seed });
      const start = startFrom(simulated, moves);
      expect(meanError(simulated, start)).toBeGreaterThan(0.25);
      const { projection, explained } = alignProjection(simulated.photo, layoutOf(of.version), start);
      expect(meanError(simulated, projection)).toBeLessThan(within);
      expect(explained).toBeGreaterThan(0.8);
    }
  });

  it("explains little by a wrong version", () => {
    const simulated = simulate({ version: 3, blur: 0.5, seed: 1 });
    const { size } = layoutOf(4);
    const corners = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const;
    const wrong = fitProjection(
      corners.map(([u, v]) => ({ u: u * size, v: v * size, ...simulated.locate(u * 29, v * 29) })),
    );
    expect(wrong).not.toBeNull();
    if (wrong === null) return;
    expect(alignProjection(simulated.photo, layoutOf(4), wrong).explained).toBeLessThan(0.75);
  });
});
