/** What became of a located symbol, cell by cell: where its dark and light can still be told apart. */
import type { Corners } from "../picture/corners.ts";
import type { GreyPixels } from "../picture/pixels.ts";
import { fitProjection, project } from "../reader/geometry/projection.ts";
import { sampleAt } from "../reader/geometry/sampling.ts";

/** Modules a side of a cell: masks leave none of this size all dark or all light (ISO/IEC 18004 §7.8.3). */
const CELL_MODULES = 5;
/** Samples along a cell's side. */
const SAMPLES = 10;

/** Shares of the symbol. */
export interface Losses {
  /** Lost to white: a lamp, a window. */
  readonly glare: number;
  /** Lost to the dark, darker than ink is elsewhere. */
  readonly shade: number;
  /** Lost otherwise: torn, stained, covered. */
  readonly damage: number;
  /** Light of the darkest cell over that of the lightest: 1 is even. */
  readonly evenness: number;
}

interface Cell {
  readonly dark: number;
  readonly light: number;
}

/** Of the contrast that other cells have: less, and it is lost. */
const LOST_CONTRAST = 0.2;

/**
 * @param size modules a side
 * @param saturated grey level that is white whatever was there
 */
export function measureLosses(image: GreyPixels, corners: Corners, size: number, saturated: number): Losses {
  const cells = lookAtCells(image, corners, size);
  if (cells.length === 0) return { glare: 0, shade: 0, damage: 0, evenness: 1 };
  const whole = cells
    .toSorted((a, b) => b.light - b.dark - (a.light - a.dark))
    .slice(0, Math.ceil(cells.length / 4));
  const contrast = middle(whole.map(({ light, dark }) => light - dark));
  const [paper, ink] = [middle(whole.map(({ light }) => light)), middle(whole.map(({ dark }) => dark))];
  let [glare, shade, damage] = [0, 0, 0];
  for (const { light, dark } of cells) {
    if (light - dark > LOST_CONTRAST * contrast) continue;
    const mean = (light + dark) / 2;
    if (isWhiter(mean, paper, contrast, saturated)) glare += 1;
    else if (mean < ink / 2 || light < paper / 8) shade += 1;
    else damage += 1;
  }
  const lights = cells.map(({ light }) => light);
  const count = cells.length;
  return {
    glare: glare / count,
    shade: shade / count,
    damage: damage / count,
    evenness: Math.min(...lights) / Math.max(1, ...lights),
  };
}

/** Paper that is white already cannot be outshone: what is lost there is not printed. */
function isWhiter(mean: number, paper: number, contrast: number, saturated: number): boolean {
  return mean > paper + 5 && (mean >= saturated || mean > paper + contrast / 10);
}

/** Those inside the picture. */
function lookAtCells(image: GreyPixels, corners: Corners, size: number): Cell[] {
  const [a, b, c, d] = corners;
  const projection = fitProjection([
    { u: 0, v: 0, ...a },
    { u: size, v: 0, ...b },
    { u: size, v: size, ...c },
    { u: 0, v: size, ...d },
  ]);
  if (projection === null) return [];
  const cells: Cell[] = [];
  const count = Math.max(1, Math.round(size / CELL_MODULES));
  const side = size / count;
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      const levels: number[] = [];
      for (let index = 0; index < SAMPLES * SAMPLES; index += 1) {
        const u = (column + ((index % SAMPLES) + 0.5) / SAMPLES) * side;
        const v = (row + (Math.floor(index / SAMPLES) + 0.5) / SAMPLES) * side;
        const { x, y } = project(projection, u, v);
        if (x >= 0 && y >= 0 && x < image.width && y < image.height) levels.push(sampleAt(image, x, y));
      }
      if (levels.length < (SAMPLES * SAMPLES) / 2) continue;
      levels.sort((one, other) => one - other);
      const levelAt = (share: number): number => levels[Math.floor(share * (levels.length - 1))] ?? 0;
      // A tenth at each end is noise, and what a neighbouring cell shines in.
      cells.push({ dark: levelAt(0.1), light: levelAt(0.9) });
    }
  }
  return cells;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
