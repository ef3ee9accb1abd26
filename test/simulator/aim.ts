import { crumpleSheet } from "./crumple.ts";
import type { Relief } from "./crumple.ts";
import type { Homography, Point, Quad } from "./homography.ts";
import { inverse, mapPoint, rectangleToQuad } from "./homography.ts";
import type { Picture } from "./picture.ts";
import { measureModulePixels } from "./picture.ts";
import type { Random } from "./random.ts";
import type { PhotoSettings } from "./settings.ts";

/** Where the paper lies before the camera. */
export interface Aim {
  /** Size of the photograph in pixels. */
  readonly width: number;
  readonly height: number;
  /** Picture pixels along one side of a module. */
  readonly modulePixels: number;
  /** Corners of the picture, quiet zone included, in the photograph: pixels, as if the paper were flat. */
  readonly corners: Quad;
  /** Photograph to flat sheet, the latter in picture pixels. */
  readonly toSheet: Homography;
  /** How far the bent sheet pushes a point at this x down: all in picture pixels. */
  readonly sag: (x: number) => number;
  /** The crumpled sheet, which is then bent; null where it is smooth. */
  readonly relief: Relief | null;
  /** Where a point of the picture (in picture pixels) appears in the photograph (in photo pixels). */
  readonly locate: (point: Point) => Point;
}

/** Draws how the camera is held over the paper. */
export function aim(picture: Picture, settings: PhotoSettings, random: Random, crumpling: Random): Aim {
  const { width, height } = picture;
  const modulePixels = settings.modulePixels ?? measureModulePixels(picture);
  const scale = settings.pixelsPerModule / modulePixels;
  const shape = turned(
    tilted(width * scale, height * scale, settings.perspective ?? 0, random),
    settings.rotation ?? 0,
  );

  const box = boundsOf(shape);
  const deskAround = 2 * (8 * settings.pixelsPerModule + 8);
  const canvas = settings.canvas ?? {
    width: Math.ceil(box.right - box.left + deskAround),
    height: Math.ceil(box.bottom - box.top + deskAround),
  };
  const wander = settings.offCentre ?? 0;
  const place = (low: number, high: number, room: number): number => {
    const free = Math.max(0, room - (high - low)) / 2;
    return room / 2 - (low + high) / 2 + wander * random.uniform(-free, free);
  };
  const right = place(box.left, box.right, canvas.width);
  const down = place(box.top, box.bottom, canvas.height);
  const corners = mapQuad(shape, ({ x, y }) => ({ x: x + right, y: y + down }));

  const toPhoto = rectangleToQuad(width, height, corners);
  const bow = (settings.bow ?? 0) * modulePixels;
  const sag = (x: number): number => 4 * bow * (x / width) * (1 - x / width);
  const { crumple } = settings;
  const relief = crumple === undefined ? null : crumpleSheet(picture, crumple, modulePixels, crumpling);
  return {
    ...canvas,
    modulePixels,
    corners,
    toSheet: inverse(toPhoto),
    sag,
    relief,
    locate: (point) => {
      const { x, y } = relief === null ? point : relief.move(point);
      return mapPoint(toPhoto, { x, y: y + sag(x) });
    },
  };
}

/** A rectangle around the origin with its corners moved, at the asked mean length of side. */
function tilted(width: number, height: number, perspective: number, random: Random): Quad {
  const reach = perspective * Math.min(width, height);
  const moved = (x: number, y: number): Point => ({
    x: x * width + random.uniform(-reach, reach),
    y: y * height + random.uniform(-reach, reach),
  });
  const quad: Quad = [moved(-0.5, -0.5), moved(0.5, -0.5), moved(0.5, 0.5), moved(-0.5, 0.5)];
  // Without this a lucky draw would enlarge the code, and pixels per module would not mean what they say.
  const correction = (2 * (width + height)) / perimeter(quad);
  return mapQuad(quad, ({ x, y }) => ({ x: x * correction, y: y * correction }));
}

function turned(quad: Quad, degrees: number): Quad {
  const angle = (degrees * Math.PI) / 180;
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  return mapQuad(quad, ({ x, y }) => ({ x: x * cosine - y * sine, y: x * sine + y * cosine }));
}

/** Length of the four sides together, in the quad's unit. */
export function perimeter([a, b, c, d]: Quad): number {
  const side = (from: Point, to: Point): number => Math.hypot(to.x - from.x, to.y - from.y);
  return side(a, b) + side(b, c) + side(c, d) + side(d, a);
}

function mapQuad([a, b, c, d]: Quad, change: (point: Point) => Point): Quad {
  return [change(a), change(b), change(c), change(d)];
}

function boundsOf(quad: Quad): { left: number; right: number; top: number; bottom: number } {
  const xs = quad.map((point) => point.x);
  const ys = quad.map((point) => point.y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}
