/**
 * When a listed code counts as read: a result overlaps it. That is the rule of the published benchmark of this set
 * (intersection over union above 0). In a sheet of labels the border of a result may touch its neighbours, so each
 * result counts for one listed code only: of those it overlaps, the one whose middle is nearest to its own.
 */
import type { Point, Polygon } from "./corners.ts";

/** Whether two convex polygons share area: no edge of either has the other on its far side. */
export function overlap(a: Polygon, b: Polygon): boolean {
  return ![a, b].some((polygon) =>
    polygon.some((from, index) => {
      const to = polygon[(index + 1) % polygon.length] ?? from;
      const axis = { x: to.y - from.y, y: from.x - to.x };
      const project = (points: Polygon): number[] =>
        points.map((point) => point.x * axis.x + point.y * axis.y);
      const [onA, onB] = [project(a), project(b)];
      return Math.max(...onA) <= Math.min(...onB) || Math.max(...onB) <= Math.min(...onA);
    }),
  );
}

/** The index of the listed code that a result counts for; null where it lies outside all of them. */
export function placeOf(result: Polygon, listed: readonly Polygon[]): number | null {
  const middle = middleOf(result);
  let nearest: number | null = null;
  let least = Infinity;
  listed.forEach((polygon, index) => {
    if (!overlap(polygon, result)) return;
    const { x, y } = middleOf(polygon);
    const distance = Math.hypot(x - middle.x, y - middle.y);
    if (distance < least) {
      least = distance;
      nearest = index;
    }
  });
  return nearest;
}

function middleOf(polygon: Polygon): Point {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return { x: mean(polygon.map(({ x }) => x)), y: mean(polygon.map(({ y }) => y)) };
}
