/** A place in a plane, in that plane's own unit. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Four corners in the order top left, top right, bottom right, bottom left. */
export type Quad = readonly [Point, Point, Point, Point];

/** A 3 × 3 matrix, row by row, that carries one plane onto another as a camera without distortion does. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/** The homography that carries a width × height rectangle at the origin onto the quad, corner on corner. */
export function rectangleToQuad(width: number, height: number, quad: Quad): Homography {
  const [p, q, r, s] = quad;
  // Closed form for the unit square (P. Heckbert, 1989), then columns scaled to the rectangle.
  const dx1 = q.x - r.x;
  const dy1 = q.y - r.y;
  const dx2 = s.x - r.x;
  const dy2 = s.y - r.y;
  const dx3 = p.x - q.x + r.x - s.x;
  const dy3 = p.y - q.y + r.y - s.y;
  const area = dx1 * dy2 - dx2 * dy1;
  if (area === 0) throw new Error("expected four corners of a quadrilateral, found three on one line");
  const g = (dx3 * dy2 - dx2 * dy3) / area;
  const h = (dx1 * dy3 - dx3 * dy1) / area;
  return [
    (q.x - p.x + g * q.x) / width,
    (s.x - p.x + h * s.x) / height,
    p.x,
    (q.y - p.y + g * q.y) / width,
    (s.y - p.y + h * s.y) / height,
    p.y,
    g / width,
    h / height,
    1,
  ];
}

/** The way back. The adjugate is enough: a homography is the same at every scale. */
export function inverse([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

export function mapPoint([a, b, c, d, e, f, g, h, i]: Homography, { x, y }: Point): Point {
  const depth = g * x + h * y + i;
  return { x: (a * x + b * y + c) / depth, y: (d * x + e * y + f) / depth };
}
