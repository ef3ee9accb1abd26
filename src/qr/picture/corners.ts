/** Places in a picture, and the four that a symbol has. */

/** Pixels from the left and the top edge of the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Of a symbol without its quiet zone: top left, top right, bottom right, bottom left as it was drawn. */
export type Corners = readonly [Point, Point, Point, Point];

export function middleOf(corners: Corners): Point {
  return {
    x: corners.reduce((sum, { x }) => sum + x, 0) / 4,
    y: corners.reduce((sum, { y }) => sum + y, 0) / 4,
  };
}

/** Whether a point lies on one side of all four edges, whichever way round they go. */
export function contains(corners: Corners, { x, y }: Point): boolean {
  const sides = corners.map((from, index) => {
    const to = corners[(index + 1) % 4] ?? from;
    return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}

/** Each corner taken elsewhere; they keep their order, which is the symbol's own. */
export function mapCorners([a, b, c, d]: Corners, move: (corner: Point) => Point): Corners {
  return [move(a), move(b), move(c), move(d)];
}
