import { describe, expect, it } from "vitest";
import {
  affineAt,
  fitProjection,
  project,
  toModules,
  unproject,
} from "../../../../src/qr/reader/geometry/projection.ts";
import type { Projection } from "../../../../src/qr/reader/geometry/projection.ts";

describe("projection", () => {
  const projection: Projection = [4, 0.5, 20, -0.4, 5, 30, 0.001, 0.002, 1];
  const points = [
    [0, 0],
    [50, 2],
    [3, 60],
    [70, 65],
    [33, 12],
  ].map(([u = 0, v = 0]) => ({ u, v, ...project(projection, u, v) }));

  it("is found from four points, and from more", () => {
    for (const some of [points.slice(0, 4), points]) {
      const fitted = fitProjection(some);
      projection.forEach((value, index) => {
        expect(fitted?.[index]).toBeCloseTo(value, 6);
      });
    }
  });

  it("is not found from points on a line", () => {
    expect(fitProjection([1, 2, 3, 4].map((at) => ({ u: at, v: at, x: at, y: at })))).toBeNull();
  });

  it("has the slopes of its affine copy", () => {
    const place = affineAt(projection, 20, 30);
    const step = 1e-5;
    const right = project(projection, 20 + step, 30);
    const below = project(projection, 20, 30 + step);
    expect(place.ux).toBeCloseTo((right.x - place.x) / step, 3);
    expect(place.uy).toBeCloseTo((right.y - place.y) / step, 3);
    expect(place.vx).toBeCloseTo((below.x - place.x) / step, 3);
    expect(place.vy).toBeCloseTo((below.y - place.y) / step, 3);
    const [u, v] = toModules(place, 2 * place.ux - 3 * place.vx, 2 * place.uy - 3 * place.vy);
    expect([u, v]).toEqual([expect.closeTo(2, 9), expect.closeTo(-3, 9)]);
  });

  it("is turned back", () => {
    const { x, y } = project(projection, 41.5, 7.25);
    const back = unproject(projection, x, y, { u: 40, v: 9 });
    expect([back.u, back.v]).toEqual([expect.closeTo(41.5, 6), expect.closeTo(7.25, 6)]);
  });
});
