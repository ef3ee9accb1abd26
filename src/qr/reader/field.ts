/**
 * How the paper departs from a plane: a smooth field of displacements over the symbol, in modules, held at the
 * middles of square cells and bilinear between them.
 */

export interface DisplacementField {
  /** Modules a side of the symbol. */
  readonly size: number;
  /** Cells a side, at least 2. */
  readonly cells: number;
  /** cells × cells, row by row: modules right and down from where the flat plane has a place to where it is. */
  readonly du: Float64Array;
  readonly dv: Float64Array;
}

const CELL_MODULES = 9;
const SMALL_CELL_MODULES = 7;
const SMALL_SYMBOL = 60;

/** No displacement anywhere. */
export function flatField(size: number): DisplacementField {
  const cells = Math.max(2, Math.round(size / (size > SMALL_SYMBOL ? CELL_MODULES : SMALL_CELL_MODULES)));
  return { size, cells, du: new Float64Array(cells * cells), dv: new Float64Array(cells * cells) };
}

/** The displacement at a place, written to `out` at 0 and 1. Beyond the outer cells it goes on as a line, a little. */
export function displacementAt(field: DisplacementField, u: number, v: number, out: Float64Array): void {
  const { size, cells, du, dv } = field;
  const across = Math.min(Math.max((u * cells) / size - 0.5, -0.6), cells - 0.4);
  const down = Math.min(Math.max((v * cells) / size - 0.5, -0.6), cells - 0.4);
  const column = Math.min(Math.max(Math.floor(across), 0), cells - 2);
  const row = Math.min(Math.max(Math.floor(down), 0), cells - 2);
  const right = across - column;
  const below = down - row;
  const at = row * cells + column;
  const [a, b, c, d] = [(1 - right) * (1 - below), right * (1 - below), (1 - right) * below, right * below];
  out[0] =
    a * (du[at] ?? 0) + b * (du[at + 1] ?? 0) + c * (du[at + cells] ?? 0) + d * (du[at + cells + 1] ?? 0);
  out[1] =
    a * (dv[at] ?? 0) + b * (dv[at + 1] ?? 0) + c * (dv[at + cells] ?? 0) + d * (dv[at + cells + 1] ?? 0);
}

/** What each cell has seen of its own remaining displacement (e, f): the normal equations of two unknowns. */
export interface CellEvidence {
  readonly uu: Float64Array;
  readonly uv: Float64Array;
  readonly vv: Float64Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
}

const SWEEPS = 80;

/**
 * The field that follows the evidence and is as little curved as possible: least squares with second differences
 * as penalty, by Gauss-Seidel sweeps.
 *
 * @param stiffness weight of the penalty, in the units of the evidence
 */
export function refineField(
  field: DisplacementField,
  evidence: CellEvidence,
  stiffness: number,
): DisplacementField {
  const { size, cells } = field;
  const du = Float64Array.from(field.du);
  const dv = Float64Array.from(field.dv);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (let at = 0; at < cells * cells; at += 1) {
      const column = at % cells;
      const row = (at - column) / cells;
      let weight = 0;
      let towardU = 0;
      let towardV = 0;
      const draw = (share: number, near: number, farther: number, keep: number): void => {
        weight += share;
        towardU += share * (keep * (du[near] ?? 0) + (1 - keep) * (du[farther] ?? 0));
        towardV += share * (keep * (dv[near] ?? 0) + (1 - keep) * (dv[farther] ?? 0));
      };
      for (const [place, step] of [
        [column, 1],
        [row, cells],
      ] as const) {
        // Between neighbours the mean of both; at the rim the line through the next two.
        if (place > 0 && place < cells - 1) draw(1, at - step, at + step, 0.5);
        else if (cells > 2)
          draw(0.5, place === 0 ? at + step : at - step, place === 0 ? at + 2 * step : at - 2 * step, 2);
        else draw(0.3, place === 0 ? at + step : at - step, at, 1);
      }
      const uu = (evidence.uu[at] ?? 0) + stiffness * weight + 1e-9;
      const vv = (evidence.vv[at] ?? 0) + stiffness * weight + 1e-9;
      const uv = evidence.uv[at] ?? 0;
      const [oldU, oldV] = [field.du[at] ?? 0, field.dv[at] ?? 0];
      const rightU = (evidence.uu[at] ?? 0) * oldU + uv * oldV + (evidence.u[at] ?? 0) + stiffness * towardU;
      const rightV = uv * oldU + (evidence.vv[at] ?? 0) * oldV + (evidence.v[at] ?? 0) + stiffness * towardV;
      const determinant = uu * vv - uv * uv;
      du[at] = (rightU * vv - rightV * uv) / determinant;
      dv[at] = (uu * rightV - uv * rightU) / determinant;
    }
  }
  return { size, cells, du, dv };
}
