/** Which module of a symbol carries what (ISO/IEC 18004 §6.3 and §7.7 to §7.10). Rows and columns count from 0. */
import { FORMAT_BITS } from "./format.ts";
import { FIRST_WITH_INFORMATION, encodeVersion, sizeOf } from "./version.ts";

/** The centre of an alignment pattern. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Layout {
  readonly version: number;
  /** Modules a side. */
  readonly size: number;
  /** size × size, row by row: 1 always dark, −1 always light, 0 depends on format and data. */
  readonly fixed: Int8Array;
  readonly alignment: readonly Place[];
  /** Indices of the modules of format bit i at i and, the second copy, at 15 + i. */
  readonly format: Int32Array;
  /** Indices of the data modules in the order of the codewords' bits, highest bit first, without remainder bits. */
  readonly data: Int32Array;
}

const layouts = new Map<number, Layout>();

/** The layout of a version from 1 to 40; made once. */
export function layoutOf(version: number): Layout {
  const known = layouts.get(version);
  if (known !== undefined) return known;
  const layout = makeLayout(version);
  layouts.set(version, layout);
  return layout;
}

const DARK = 1;
const LIGHT = -1;

function makeLayout(version: number): Layout {
  const size = sizeOf(version);
  const fixed = new Int8Array(size * size);
  const draw = (row: number, column: number, dark: boolean): void => {
    if (row >= 0 && column >= 0 && row < size && column < size)
      fixed[row * size + column] = dark ? DARK : LIGHT;
  };
  /** Rings around a centre, whose darkness depends on their radius; overlaps are drawn over. */
  const drawRings = (
    row: number,
    column: number,
    radius: number,
    isDark: (ring: number) => boolean,
  ): void => {
    for (let down = -radius; down <= radius; down += 1) {
      for (let right = -radius; right <= radius; right += 1) {
        draw(row + down, column + right, isDark(Math.max(Math.abs(down), Math.abs(right))));
      }
    }
  };

  for (let along = 8; along < size - 8; along += 1) {
    draw(6, along, along % 2 === 0);
    draw(along, 6, along % 2 === 0);
  }
  // With the separator, which is ring 4.
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const) {
    drawRings(row, column, 4, (ring) => ring !== 2 && ring !== 4);
  }
  const alignment = alignmentOf(version);
  for (const { row, column } of alignment) drawRings(row, column, 2, (ring) => ring !== 1);
  draw(size - 8, 8, true);
  if (version >= FIRST_WITH_INFORMATION) {
    const word = encodeVersion(version);
    for (let bit = 0; bit < 18; bit += 1) {
      const [near, far] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
      draw(near, far, ((word >> bit) & 1) === 1);
      draw(far, near, ((word >> bit) & 1) === 1);
    }
  }
  const format = formatModules(size);
  return { version, size, fixed, alignment, format, data: dataModules(size, fixed, format) };
}

/** Every crossing of the rows and columns of annex E, but for the three that finder patterns cover. */
function alignmentOf(version: number): Place[] {
  const lines = alignmentLines(version);
  const last = lines.length - 1;
  return lines.flatMap((row, i) =>
    lines.flatMap((column, j) =>
      (i === 0 && (j === 0 || j === last)) || (i === last && j === 0) ? [] : [{ row, column }],
    ),
  );
}

/** Equal even steps back from the last line, the first one at 6 (annex E; version 32 departs from the rule). */
function alignmentLines(version: number): number[] {
  if (version === 1) return [];
  const size = sizeOf(version);
  const steps = Math.floor(version / 7) + 1;
  const step = version === 32 ? 26 : Math.ceil((size - 13) / (2 * steps)) * 2;
  return [6, ...Array.from({ length: steps }, (_, index) => size - 7 - step * (steps - 1 - index))];
}

/** Around the upper left finder, then split between the two others (§7.9.1, figure 25). */
function formatModules(size: number): Int32Array {
  const modules = new Int32Array(2 * FORMAT_BITS);
  for (let bit = 0; bit < FORMAT_BITS; bit += 1) {
    // The timing patterns in row and column 6 are stepped over.
    const row = bit < 6 ? bit : bit < 8 ? bit + 1 : 8;
    const column = bit < 8 ? 8 : bit === 8 ? 7 : FORMAT_BITS - 1 - bit;
    modules[bit] = row * size + column;
    modules[FORMAT_BITS + bit] = bit < 8 ? 8 * size + size - 1 - bit : (size - FORMAT_BITS + bit) * size + 8;
  }
  return modules;
}

/** Columns in pairs from the right, upwards and downwards in turn, around all that is fixed (§7.7.3). */
function dataModules(size: number, fixed: Int8Array, format: Int32Array): Int32Array {
  const taken = new Set(format);
  const modules: number[] = [];
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    // The vertical timing pattern has its column for itself.
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = upwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        const index = row * size + column;
        if (fixed[index] === 0 && !taken.has(index)) modules.push(index);
      }
    }
    upwards = !upwards;
  }
  return Int32Array.from(modules.slice(0, modules.length - (modules.length % 8)));
}

/** Whether a mask turns a data module over (§7.8.2, table 10). */
export function isTurned(mask: number, row: number, column: number): boolean {
  const product = row * column;
  switch (mask) {
    case 0:
      return (row + column) % 2 === 0;
    case 1:
      return row % 2 === 0;
    case 2:
      return column % 3 === 0;
    case 3:
      return (row + column) % 3 === 0;
    case 4:
      return (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0;
    case 5:
      return (product % 2) + (product % 3) === 0;
    case 6:
      return ((product % 2) + (product % 3)) % 2 === 0;
    default:
      return (((row + column) % 2) + (product % 3)) % 2 === 0;
  }
}
