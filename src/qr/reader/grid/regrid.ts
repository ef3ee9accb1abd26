/** The grid refitted on decisions: where the blurred decisions lie beside what is seen, the grid moves. */
import type { GreyPixels } from "../../picture/pixels.ts";
import type { CellEvidence, DisplacementField } from "../geometry/field.ts";
import { refineField } from "../geometry/field.ts";
import { RING } from "../geometry/ring.ts";
import type { Darkness } from "../light/light.ts";
import { sampleSlopes, SLOPE_REACH } from "./moduleplaces.ts";
import type { ModulePlaces } from "./moduleplaces.ts";

/**
 * One step of Gauss-Newton for every cell of the field, together with its smoothness.
 *
 * @param predicted the blurred decisions, in the units of `seen`
 * @param stiffness share of the mean evidence of a cell that smoothness weighs
 */
export function refitGrid(
  image: GreyPixels,
  places: ModulePlaces,
  field: DisplacementField,
  seen: Darkness,
  predicted: Float32Array,
  stiffness: number,
): DisplacementField {
  const { side, values, weights, scales } = seen;
  const { size, cells } = field;
  const { right, down } = sampleSlopes(image, places);

  let misfit = 0;
  eachModule(side, (at) => {
    misfit += (weights[at] ?? 0) * ((values[at] ?? 0) - (predicted[at] ?? 0)) ** 2;
  });
  const usual = misfit / (size * size);

  const evidence: CellEvidence = {
    uu: new Float64Array(cells * cells),
    uv: new Float64Array(cells * cells),
    vv: new Float64Array(cells * cells),
    u: new Float64Array(cells * cells),
    v: new Float64Array(cells * cells),
  };
  const add = (sums: Float64Array, cell: number, value: number): void => {
    sums[cell] = (sums[cell] ?? 0) + value;
  };
  eachModule(side, (at, column, row) => {
    // Darkness falls where grey rises.
    const scale = -(scales[at] ?? 0) / (2 * SLOPE_REACH);
    const slopeU = scale * (right[at] ?? 0);
    const slopeV = scale * (down[at] ?? 0);
    const off = (values[at] ?? 0) - (predicted[at] ?? 0);
    // A wrong decision or a stain must not drag the grid along.
    const weight = (weights[at] ?? 0) / (1 + (off * off) / (4 * usual + 1e-9));
    const cell =
      Math.min(cells - 1, Math.floor(((row + 0.5) * cells) / size)) * cells +
      Math.min(cells - 1, Math.floor(((column + 0.5) * cells) / size));
    add(evidence.uu, cell, weight * slopeU * slopeU);
    add(evidence.uv, cell, weight * slopeU * slopeV);
    add(evidence.vv, cell, weight * slopeV * slopeV);
    add(evidence.u, cell, -weight * slopeU * off);
    add(evidence.v, cell, -weight * slopeV * off);
  });
  const mean =
    evidence.uu.reduce((sum, value, cell) => sum + value + (evidence.vv[cell] ?? 0), 0) / (2 * cells * cells);
  // Nothing but blank patches: they say nothing of where the modules lie.
  if (!(mean > 0)) return field;
  return refineField(field, evidence, stiffness * mean);
}

function eachModule(side: number, visit: (at: number, column: number, row: number) => void): void {
  const size = side - 2 * RING;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) visit((row + RING) * side + column + RING, column, row);
  }
}
