/** A symbol's outline in the picture: its four corners, and whether they can be a sheet's. */
import { contains, middleOf } from "../../picture/corners.ts";
import type { Corners, Point } from "../../picture/corners.ts";
import type { DisplacementField } from "./field.ts";
import { displacementAt } from "./field.ts";
import { project } from "./projection.ts";
import type { Projection } from "./projection.ts";

/** In the order in which the symbol was drawn, whichever way the picture shows it. */
export function findCorners(projection: Projection, field: DisplacementField): Corners {
  const moved = new Float64Array(2);
  const at = (u: number, v: number): Point => {
    displacementAt(field, u, v, moved);
    return project(projection, u + (moved[0] ?? 0), v + (moved[1] ?? 0));
  };
  const { size } = field;
  return [at(0, 0), at(size, 0), at(size, size), at(0, size)];
}

/** Of a square of the same area, in pixels. */
export function sideOf(corners: Corners): number {
  const doubled = corners.reduce((sum, { x, y }, index) => {
    const next = corners[(index + 1) % 4] ?? { x, y };
    return sum + x * next.y - next.x * y;
  }, 0);
  return Math.sqrt(Math.abs(doubled) / 2);
}

/** Of the area to the square of the way round: a square has a sixteenth, one seen at a fifth of its height 0.035. */
const LEAST_OPENING = 0.02;

/** Whether corners can be those of a sheet of paper: convex, and not seen from its edge. */
export function isSheet(corners: Corners): boolean {
  let around = 0;
  const turns = corners.map((corner, index) => {
    const [next, last] = [corners[(index + 1) % 4] ?? corner, corners[(index + 2) % 4] ?? corner];
    around += Math.hypot(next.x - corner.x, next.y - corner.y);
    return (next.x - corner.x) * (last.y - next.y) - (next.y - corner.y) * (last.x - next.x);
  });
  const isConvex = turns.every((turn) => turn > 0) || turns.every((turn) => turn < 0);
  return isConvex && sideOf(corners) ** 2 > LEAST_OPENING * around ** 2;
}

/** Of the way from a corner to the middle: attempts that went wrong err by some modules. */
const RIM = 0.2;

/** Whether two sets of corners are of one symbol: two symbols never overlap. */
export function isSamePlace(a: Corners, b: Corners): boolean {
  const reaches = (from: Corners, into: Corners): boolean => {
    const { x, y } = middleOf(from);
    const inner = from.map((corner) => ({
      x: corner.x + RIM * (x - corner.x),
      y: corner.y + RIM * (y - corner.y),
    }));
    return [{ x, y }, ...inner].some((point) => contains(into, point));
  };
  return reaches(a, b) || reaches(b, a);
}
