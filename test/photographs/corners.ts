/** The places of codes in a photograph, as the text file beside it lists them. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Convex; corners in order, either way round. */
export type Polygon = readonly Point[];

/**
 * The listed codes: after comments (#) a line of eight numbers each after a line SETS, or four lines of two for
 * each. Throws an Error where the numbers do not come in eights.
 */
export function parseCorners(text: string): Polygon[] {
  const numbers = text
    .split("\n")
    .filter((line) => !line.startsWith("#") && line.trim() !== "SETS")
    .flatMap((line) => line.trim().split(/\s+/))
    .filter((word) => word !== "")
    .map(Number);
  if (numbers.length % 8 !== 0 || numbers.some(Number.isNaN)) {
    throw new Error(`expected eight numbers for each code, found ${numbers.length} in all`);
  }
  return Array.from({ length: numbers.length / 8 }, (_, code) =>
    [0, 2, 4, 6].map((of) => ({ x: numbers[8 * code + of] ?? 0, y: numbers[8 * code + of + 1] ?? 0 })),
  );
}

/**
 * Corners are listed for the pixels as they are stored; pictures are read upright.
 * @param orientation as EXIF counts it; 1 and 6 are known here
 */
export function turnUpright(polygon: Polygon, orientation: number, storedHeight: number): Polygon {
  if (orientation === 1) return polygon;
  if (orientation === 6) return polygon.map(({ x, y }) => ({ x: storedHeight - y, y: x }));
  throw new Error(`orientation ${orientation} is not in the set`);
}
