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

/** Enough for the largest symbol's 400 cells to a thousandth of a module. */
const LARGEST_STEPS = 120;
const GOOD_ENOUGH = 1e-8;

/**
 * The field that follows the evidence and is as little curved as possible: least squares with the second
 * differences along rows and columns as penalty, by conjugate gradients (Hestenes and Stiefel, 1952).
 *
 * @param stiffness weight of the penalty, in the units of the evidence
 */
export function refineField(
  field: DisplacementField,
  evidence: CellEvidence,
  stiffness: number,
): DisplacementField {
  const { size, cells } = field;
  const count = cells * cells;
  /** Both components, one after the other, times the matrix of the normal equations. */
  const multiply = (both: Float64Array): Float64Array => {
    const product = bend(both, cells, stiffness / 4);
    for (let at = 0; at < count; at += 1) {
      const [u, v, uv] = [both[at] ?? 0, both[count + at] ?? 0, evidence.uv[at] ?? 0];
      product[at] = (product[at] ?? 0) + (evidence.uu[at] ?? 0) * u + uv * v;
      product[count + at] = (product[count + at] ?? 0) + uv * u + (evidence.vv[at] ?? 0) * v;
    }
    return product;
  };

  const total = new Float64Array(2 * count);
  total.set(field.du);
  total.set(field.dv, count);
  // At the old field the evidence pulls by what it has seen, and the penalty by the field's own curvature.
  const rest = bend(total, cells, -stiffness / 4);
  for (let at = 0; at < count; at += 1) {
    rest[at] = (rest[at] ?? 0) + (evidence.u[at] ?? 0);
    rest[count + at] = (rest[count + at] ?? 0) + (evidence.v[at] ?? 0);
  }
  let direction = Float64Array.from(rest);
  let left = dot(rest, rest);
  const enough = GOOD_ENOUGH * left;
  for (let step = 0; step < LARGEST_STEPS && left > enough; step += 1) {
    const along = multiply(direction);
    const length = left / dot(direction, along);
    if (!Number.isFinite(length)) break;
    for (let at = 0; at < 2 * count; at += 1) {
      total[at] = (total[at] ?? 0) + length * (direction[at] ?? 0);
      rest[at] = (rest[at] ?? 0) - length * (along[at] ?? 0);
    }
    const now = dot(rest, rest);
    const ratio = now / left;
    direction = direction.map((value, at) => (rest[at] ?? 0) + ratio * value);
    left = now;
  }
  return { size, cells, du: total.slice(0, count), dv: total.slice(count) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** Half the slope, at every value, of `weight` times the summed squares of all second differences. */
function bend(both: Float64Array, cells: number, weight: number): Float64Array {
  const slopes = new Float64Array(both.length);
  for (let at = 0; at < both.length; at += 1) {
    const column = at % cells;
    const row = ((at - column) / cells) % cells;
    for (const [place, step] of [
      [column, 1],
      [row, cells],
    ] as const) {
      if (place === 0 || place === cells - 1) continue;
      const second = weight * ((both[at - step] ?? 0) - 2 * (both[at] ?? 0) + (both[at + step] ?? 0));
      slopes[at - step] = (slopes[at - step] ?? 0) + second;
      slopes[at] = (slopes[at] ?? 0) - 2 * second;
      slopes[at + step] = (slopes[at + step] ?? 0) + second;
    }
  }
  return slopes;
}
