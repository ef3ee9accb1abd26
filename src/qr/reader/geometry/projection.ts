/** From modules to pixels: affine near one place, projective over a flat symbol. */
import { NormalEquations } from "./linear.ts";

/**
 * Where a small pattern lies: its centre in pixels, and how many pixels right and down one module along each of its
 * axes leads (u across the pattern, v down).
 */
export interface Affine {
  readonly x: number;
  readonly y: number;
  readonly ux: number;
  readonly uy: number;
  readonly vx: number;
  readonly vy: number;
}

/** A 3 × 3 matrix, row by row, whose last element is 1: modules (u, v) to pixels. */
export type Projection = readonly [number, number, number, number, number, number, number, number, number];

export interface Correspondence {
  /** In modules. */
  readonly u: number;
  readonly v: number;
  /** In pixels. */
  readonly x: number;
  readonly y: number;
}

/** Side of a square of the same area as one module, in pixels. */
export function moduleSide({ ux, uy, vx, vy }: Affine): number {
  return Math.sqrt(Math.abs(ux * vy - uy * vx));
}

/** A step in pixels, in modules of the pattern. */
export function toModules(
  { ux, uy, vx, vy }: Affine,
  right: number,
  down: number,
): readonly [number, number] {
  const determinant = ux * vy - uy * vx;
  return [(vy * right - vx * down) / determinant, (ux * down - uy * right) / determinant];
}

/** Scales all pixels: for the same place in a larger or smaller copy of the picture. */
export function scaleProjection([a, b, c, d, e, f, g, h, i]: Projection, by: number): Projection {
  return [a * by, b * by, c * by, d * by, e * by, f * by, g, h, i];
}

export function scaleAffine(place: Affine, by: number): Affine {
  const { x, y, ux, uy, vx, vy } = place;
  return { x: x * by, y: y * by, ux: ux * by, uy: uy * by, vx: vx * by, vy: vy * by };
}

export function project(
  [a, b, c, d, e, f, g, h, i]: Projection,
  u: number,
  v: number,
): { readonly x: number; readonly y: number } {
  const depth = g * u + h * v + i;
  return { x: (a * u + b * v + c) / depth, y: (d * u + e * v + f) / depth };
}

/** The projection near one place, with its exact slopes. */
export function affineAt([a, b, c, d, e, f, g, h, i]: Projection, u: number, v: number): Affine {
  const depth = g * u + h * v + i;
  const x = (a * u + b * v + c) / depth;
  const y = (d * u + e * v + f) / depth;
  return {
    x,
    y,
    ux: (a - g * x) / depth,
    uy: (d - g * y) / depth,
    vx: (b - h * x) / depth,
    vy: (e - h * y) / depth,
  };
}

/** The module that a pixel shows, by Newton's method from a guess nearby. */
export function unproject(
  projection: Projection,
  x: number,
  y: number,
  guess: { readonly u: number; readonly v: number },
): { readonly u: number; readonly v: number } {
  let { u, v } = guess;
  for (let step = 0; step < 4; step += 1) {
    const place = affineAt(projection, u, v);
    const [du, dv] = toModules(place, x - place.x, y - place.y);
    u += du;
    v += dv;
  }
  return { u, v };
}

/**
 * The projection that fits four or more points best, in the sense of the direct linear transformation with unit
 * scale (Hartley and Zisserman, Multiple View Geometry, §4.1). Null where they lie on a line.
 */
export function fitProjection(points: readonly Correspondence[]): Projection | null {
  // Coordinates near 1 keep the equations well conditioned (§4.4).
  const reach = Math.max(...points.map(({ u, v }) => Math.max(Math.abs(u), Math.abs(v))), 1);
  const pixels = Math.max(...points.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y))), 1);
  const equations = new NormalEquations(8);
  for (const point of points) {
    const [u, v, x, y] = [point.u / reach, point.v / reach, point.x / pixels, point.y / pixels];
    equations.add(Float64Array.of(u, v, 1, 0, 0, 0, -u * x, -v * x), x, 1);
    equations.add(Float64Array.of(0, 0, 0, u, v, 1, -u * y, -v * y), y, 1);
  }
  const solution = equations.solve();
  if (solution === null) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solution;
  const scale = pixels / reach;
  return [a * scale, b * scale, c * pixels, d * scale, e * scale, f * pixels, g / reach, h / reach, 1];
}
