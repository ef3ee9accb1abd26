/** A picture with what was found in it drawn over it, for whoever wants to see why a code was not read. */
import type { Corners, Point } from "../picture/corners.ts";
import type { ColourPixels, GreyPixels } from "../picture/pixels.ts";
import { shrinkTo } from "../transforms/scale.ts";
import { markFinders } from "./diagnosis.ts";

type Colour = readonly [red: number, green: number, blue: number];

/** Told apart by those, too, who do not see red from green: the read ones have a frame of double width. */
const READ: Colour = [0, 170, 60];
const UNREAD: Colour = [255, 130, 0];
const FINDER: Colour = [0, 110, 255];

/** Longer side of the drawing, pixels. */
const LARGEST_SIDE = 1600;
const LINE_SHARE = 1 / 400;
const THINNEST_LINE = 2;
/** Of a finder's own size, from its centre: the arms of its cross. */
const ARM_MODULES = 2.5;

/**
 * At most 1600 pixels a side: the picture in grey, codes that were read framed in green, codes that
 * were only seen in orange, the marks in the corners of codes crossed in blue.
 */
export function paintExplanation(
  image: GreyPixels,
  read: readonly Corners[],
  unread: readonly Corners[],
): ColourPixels {
  const copy = shrinkTo(LARGEST_SIDE)(image).image;
  const scale = copy.width / image.width;
  const samples = new Uint8Array(4 * copy.pixels.length);
  copy.pixels.forEach((grey, index) => {
    samples.set([grey, grey, grey, 255], 4 * index);
  });
  const line = Math.max(THINNEST_LINE, Math.round(Math.max(copy.width, copy.height) * LINE_SHARE));

  const dot = ({ x, y }: Point, colour: Colour, width: number): void => {
    const [left, top] = [Math.round(x - width / 2), Math.round(y - width / 2)];
    for (let row = Math.max(0, top); row < Math.min(copy.height, top + width); row += 1) {
      for (let column = Math.max(0, left); column < Math.min(copy.width, left + width); column += 1) {
        samples.set(colour, 4 * (row * copy.width + column));
      }
    }
  };
  const stroke = (from: Point, to: Point, colour: Colour, width: number): void => {
    const start = { x: scale * from.x, y: scale * from.y };
    const way = { x: scale * (to.x - from.x), y: scale * (to.y - from.y) };
    const length = Math.hypot(way.x, way.y);
    // Guessed corners may lie far outside: only the part over the picture is walked along.
    const [one, other] = [clip(start.x, way.x, copy.width), clip(start.y, way.y, copy.height)];
    const last = Math.ceil(length * Math.min(1, one[1], other[1]));
    for (let at = Math.floor(length * Math.max(0, one[0], other[0])); at <= last; at += 1) {
      const share = at / Math.max(1, length);
      dot({ x: start.x + share * way.x, y: start.y + share * way.y }, colour, width);
    }
  };
  const frame = (corners: Corners, colour: Colour, width: number): void => {
    corners.forEach((from, index) => {
      stroke(from, corners[(index + 1) % 4] ?? from, colour, width);
    });
  };

  for (const corners of unread) frame(corners, UNREAD, line);
  for (const corners of read) frame(corners, READ, 2 * line);
  for (const { place } of markFinders(image)) {
    const arm = (u: number, v: number): Point => ({
      x: place.x + ARM_MODULES * (place.ux * u + place.vx * v),
      y: place.y + ARM_MODULES * (place.uy * u + place.vy * v),
    });
    stroke(arm(-1, 0), arm(1, 0), FINDER, line);
    stroke(arm(0, -1), arm(0, 1), FINDER, line);
  }
  return { width: copy.width, height: copy.height, samples };
}

/** From which share of a way to which it leads over the picture, in one direction; backwards where it never does. */
function clip(start: number, way: number, size: number): readonly [number, number] {
  if (way === 0) return start < 0 || start > size ? [1, 0] : [0, 1];
  const [one, other] = [-start / way, (size - start) / way];
  return [Math.min(one, other), Math.max(one, other)];
}
