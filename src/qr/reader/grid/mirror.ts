/**
 * Symbols seen from behind or in a mirror (ISO/IEC 18004 §6.2, "reflectance and mirroring"): rows stand for columns.
 * Function patterns are the same either way; only the format's two words and one dark module are not.
 */
import type { GreyPixels } from "../../picture/pixels.ts";
import { rankFormats } from "../../standard/format.ts";
import { layoutOf } from "../../standard/layout.ts";
import type { Layout } from "../../standard/layout.ts";
import type { DisplacementField } from "../geometry/field.ts";
import type { Projection } from "../geometry/projection.ts";
import { RING } from "../geometry/ring.ts";
import { equalise } from "../light/equalise.ts";
import { gaussianKernel, measureBlur } from "../light/kernel.ts";
import { relateToSurround } from "../light/light.ts";
import { surroundFixed } from "./align.ts";
import { placeModules, sampleModules } from "./moduleplaces.ts";

/** Share of the format's modules by which one reading must be ahead of the other; chance gives half of it. */
const CLEARLY = 0.15;
const STEPS = 40;

/** Whether the format agrees with the picture clearly better with rows and columns exchanged. */
export function isMirrored(
  image: GreyPixels,
  version: number,
  projection: Projection,
  field: DisplacementField,
): boolean {
  const layout = layoutOf(version);
  const side = layout.size + 2 * RING;
  const seen = relateToSurround(sampleModules(image, placeModules(projection, field)), side);
  const atOnce = leadOfMirrored(layout, seen.values);
  if (Math.abs(atOnce) > CLEARLY) return atOnce > 0;
  // Blur hides single modules: undone once, as in the first round of reading.
  const known = surroundFixed(layout);
  const kernel = gaussianKernel(measureBlur(seen, known));
  return leadOfMirrored(layout, equalise([{ seen, kernel }], known, null, STEPS)) > CLEARLY;
}

/** Agreement of the best format with rows and columns exchanged less that of the best without, −1 to 1. */
function leadOfMirrored({ size, format }: Layout, values: Float32Array): number {
  const side = size + 2 * RING;
  const agreement = (placeOf: (row: number, column: number) => number): number => {
    const bits = Float64Array.from(format, (index) => {
      const value = values[placeOf(Math.floor(index / size) + RING, (index % size) + RING)] ?? 0;
      return Math.max(-1, Math.min(1, value));
    });
    return (rankFormats(bits)[0]?.agreement ?? 0) / bits.length;
  };
  return agreement((row, column) => column * side + row) - agreement((row, column) => row * side + column);
}

/** The same places with rows and columns exchanged. */
export function transposeProjection([a, b, c, d, e, f, g, h, i]: Projection): Projection {
  return [b, a, c, e, d, f, h, g, i];
}

/** The same bending with rows and columns exchanged. */
export function transposeField({ size, cells, du, dv }: DisplacementField): DisplacementField {
  const transpose = (values: Float64Array): Float64Array =>
    values.map((_, at) => values[(at % cells) * cells + Math.floor(at / cells)] ?? 0);
  return { size, cells, du: transpose(dv), dv: transpose(du) };
}
