/** Small dense systems of linear equations. */

/**
 * Solves for several right sides at once by elimination with partial pivoting.
 *
 * @param matrix size × size, row by row; overwritten
 * @param right size × columns, row by row; overwritten by the solution, and returned
 * @returns null where the matrix is singular
 */
export function solveLinear(
  matrix: Float64Array,
  right: Float64Array,
  size: number,
  columns = 1,
): Float64Array | null {
  for (let pivot = 0; pivot < size; pivot += 1) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row += 1) {
      if (Math.abs(matrix[row * size + pivot] ?? 0) > Math.abs(matrix[best * size + pivot] ?? 0)) best = row;
    }
    swapRows(matrix, size, pivot, best);
    swapRows(right, columns, pivot, best);
    const lead = matrix[pivot * size + pivot] ?? 0;
    if (!(Math.abs(lead) > 1e-12)) return null;
    for (let row = 0; row < size; row += 1) {
      const factor = row === pivot ? 0 : (matrix[row * size + pivot] ?? 0) / lead;
      if (factor === 0) continue;
      subtractRow(matrix, size, row, pivot, factor);
      subtractRow(right, columns, row, pivot, factor);
    }
  }
  for (let row = 0; row < size; row += 1) {
    const lead = matrix[row * size + row] ?? 1;
    for (let column = 0; column < columns; column += 1) {
      right[row * columns + column] = (right[row * columns + column] ?? 0) / lead;
    }
  }
  return right;
}

function swapRows(rows: Float64Array, width: number, a: number, b: number): void {
  if (a === b) return;
  const kept = rows.slice(a * width, (a + 1) * width);
  rows.copyWithin(a * width, b * width, (b + 1) * width);
  rows.set(kept, b * width);
}

function subtractRow(rows: Float64Array, width: number, from: number, row: number, factor: number): void {
  for (let column = 0; column < width; column += 1) {
    rows[from * width + column] =
      (rows[from * width + column] ?? 0) - factor * (rows[row * width + column] ?? 0);
  }
}

/**
 * Normal equations of a least-squares fit, filled observation by observation:
 * the sum of weight · (target − features · x)².
 */
export class NormalEquations {
  readonly size: number;
  readonly columns: number;
  readonly matrix: Float64Array;
  readonly right: Float64Array;

  /** @param columns how many targets are fitted at once with the same features */
  constructor(size: number, columns = 1) {
    this.size = size;
    this.columns = columns;
    this.matrix = new Float64Array(size * size);
    this.right = new Float64Array(size * columns);
  }

  add(features: Float64Array, target: number, weight: number, secondTarget = 0): void {
    const { size, columns, matrix, right } = this;
    for (let i = 0; i < size; i += 1) {
      const scaled = weight * (features[i] ?? 0);
      if (scaled === 0) continue;
      for (let j = i; j < size; j += 1) {
        matrix[i * size + j] = (matrix[i * size + j] ?? 0) + scaled * (features[j] ?? 0);
      }
      right[i * columns] = (right[i * columns] ?? 0) + scaled * target;
      if (columns === 2) right[i * 2 + 1] = (right[i * 2 + 1] ?? 0) + scaled * secondTarget;
    }
  }

  /** Draws an unknown towards a value: adds weight · (x − value)². */
  hold(unknown: number, weight: number, value = 0): void {
    const at = unknown * this.size + unknown;
    this.matrix[at] = (this.matrix[at] ?? 0) + weight;
    const to = unknown * this.columns;
    this.right[to] = (this.right[to] ?? 0) + weight * value;
  }

  /** The unknowns, by target within each; null where the observations do not determine them. */
  solve(): Float64Array | null {
    const { size, matrix } = this;
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j < i; j += 1) matrix[i * size + j] = matrix[j * size + i] ?? 0;
    }
    return solveLinear(matrix, this.right, size, this.columns);
  }
}
