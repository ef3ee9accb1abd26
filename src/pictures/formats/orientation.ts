/** Which way a picture file is stored (EXIF 2.32, tag 0x0112), and from the upright picture back to the file's own pixels. */
import { mapCorners } from "../../qr/picture/corners.ts";
import type { Corners, Point } from "../../qr/picture/corners.ts";

/**
 * HEIC and AVIF always count as upright: their turns, mirrorings and crops (irot, imir, clap, ISO/IEC 23008-12 §6.5) are
 * properties of the picture, which it does not exist without, and EXIF has no say where they stand (§A.2.1). Such a
 * picture as it is stored is the one that its container describes, after these.
 *
 * 1 is upright; 2 to 4 are mirrored or turned by 180°; 5 to 8 have rows for columns. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What the file says; what says nothing, or a number that means nothing, is upright. */
export function parseOrientation(tag: number | undefined): Orientation {
  return tag !== undefined && Number.isInteger(tag) && tag >= 1 && tag <= 8 ? (tag as Orientation) : 1;
}

/** A picture as it is shown, and how it is stored. */
interface Turned {
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
}

/** Width and height of the picture as it is stored, pixels. */
export function toStoredSize({ width, height, orientation }: Turned): { width: number; height: number } {
  return orientation < 5 ? { width, height } : { width: height, height: width };
}

/** Corners in the picture as it is stored. */
export function toStoredCorners(corners: Corners, picture: Turned): Corners {
  return mapCorners(corners, (upright) => toStored[picture.orientation](upright, picture));
}

/** From the upright picture, `width` × `height`, to the stored one; both measured from their edges. */
const toStored: Readonly<Record<Orientation, (upright: Point, size: Turned) => Point>> = {
  1: (upright) => upright,
  2: ({ x, y }, { width }) => ({ x: width - x, y }),
  3: ({ x, y }, { width, height }) => ({ x: width - x, y: height - y }),
  4: ({ x, y }, { height }) => ({ x, y: height - y }),
  5: ({ x, y }) => ({ x: y, y: x }),
  6: ({ x, y }, { width }) => ({ x: y, y: width - x }),
  7: ({ x, y }, { width, height }) => ({ x: height - y, y: width - x }),
  8: ({ x, y }, { height }) => ({ x: height - y, y: x }),
};
