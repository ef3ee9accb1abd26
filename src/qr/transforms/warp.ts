/**
 * The whole picture turned or bent. Paper round a bottle bends one way, and to second order a bend is the same wherever
 * it stands, up to a parallelogram, which decoders put right themselves: so no code need be found first.
 */
import type { GreyPixels } from "../pixels.ts";
import { resample } from "./resample.ts";
import type { Quadratic } from "./resample.ts";
import type { Transform } from "./transform.ts";

/** Clockwise; the result is large enough for all of the picture. */
export function rotate(degrees: number): Transform {
  const [cos, sin] = direction(degrees);
  return (image) => {
    const width = Math.ceil(Math.abs(image.width * cos) + Math.abs(image.height * sin));
    const height = Math.ceil(Math.abs(image.width * sin) + Math.abs(image.height * cos));
    return resample(image, width, height, {
      x: [(image.width - width * cos - height * sin) / 2, cos, sin, 0, 0, 0],
      y: [(image.height + width * sin - height * cos) / 2, -sin, cos, 0, 0, 0],
    });
  };
}

/**
 * Bows all lines along an axis: a place s along it, from the middle, comes from k · s² farther across, lengths in units
 * of the longer side. Straightens what bends away on both sides.
 *
 * @param degrees of the axis, clockwise from the direction to the right
 */
export function arc(degrees: number, k: number): Transform {
  return (image) => bend(image, degrees, 0, k);
}

/**
 * Draws one end of an axis out and the other together: a place s along it comes from k · s² farther on, but for a
 * constant that leaves both ends where they are. Undoes foreshortening that grows along the axis.
 *
 * @param degrees of the axis, clockwise from the direction to the right
 * @param k between -0.7 and 0.7: with more, the end would fold over
 */
export function foreshorten(degrees: number, k: number): Transform {
  return (image) => bend(image, degrees, k, 0);
}

/** Points on each side of the picture from which the size of the result is worked out. */
const BORDER_STEPS = 64;

/**
 * With s along and t across the axis, both from the middle in units of the longer side: (s, t) of the result comes from
 * (s + along · (s² - e²), t + across · s²), e being where the picture ends.
 */
function bend(image: GreyPixels, degrees: number, along: number, across: number): ReturnType<Transform> {
  const { width, height } = image;
  const [cos, sin] = direction(degrees);
  const side = Math.max(width, height);
  const end = (Math.abs(width * cos) + Math.abs(height * sin)) / 2;
  // From here on in pixels.
  const stretching = along / side;
  const bowing = across / side;
  const shift = -stretching * end * end;

  // The other way round, for the picture's border: where it comes to lie, from the middle.
  const xs: number[] = [];
  const ys: number[] = [];
  for (let step = 0; step <= BORDER_STEPS; step += 1) {
    const x = (step / BORDER_STEPS - 0.5) * width;
    const y = (step / BORDER_STEPS - 0.5) * height;
    for (const [fromX, fromY] of [
      [x, -height / 2],
      [x, height / 2],
      [-width / 2, y],
      [width / 2, y],
    ] as const) {
      const from = fromX * cos + fromY * sin - shift;
      const s = (2 * from) / (1 + Math.sqrt(1 + 4 * stretching * from));
      const t = fromY * cos - fromX * sin - bowing * s * s;
      xs.push(s * cos - t * sin);
      ys.push(s * sin + t * cos);
    }
  }
  const [left, top] = [Math.min(...xs), Math.min(...ys)];

  // s of the result's upper left corner, and how far one s² leads in the source.
  const s0 = left * cos + top * sin;
  const squares: Quadratic = [s0 * s0, 2 * s0 * cos, 2 * s0 * sin, cos * cos, 2 * cos * sin, sin * sin];
  const quadratic = (linear: Quadratic, times: number): Quadratic => {
    const [c, cu, cv, cuu, cuv, cvv] = squares;
    const [l, lu, lv] = linear;
    return [l + times * c, lu + times * cu, lv + times * cv, times * cuu, times * cuv, times * cvv];
  };
  return resample(image, Math.ceil(Math.max(...xs) - left), Math.ceil(Math.max(...ys) - top), {
    x: quadratic([width / 2 + left + shift * cos, 1, 0, 0, 0, 0], stretching * cos - bowing * sin),
    y: quadratic([height / 2 + top + shift * sin, 0, 1, 0, 0, 0], stretching * sin + bowing * cos),
  });
}

/** Cosine and sine, exact for quarter turns: 6e-17 would make the result a pixel larger. */
function direction(degrees: number): readonly [number, number] {
  const angle = (degrees * Math.PI) / 180;
  const exact = (value: number): number => (Math.abs(value) < 1e-12 ? 0 : value);
  return [exact(Math.cos(angle)), exact(Math.sin(angle))];
}
