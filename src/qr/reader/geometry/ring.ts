/** The quiet zone around a symbol's modules, as all grids of the reader carry it along. */

/** Modules of it on each side: all that ISO/IEC 18004 §6.3.8 asks for. */
export const RING = 4;

/** 0 and less inside the symbol, 1 beside its edge, and so on outwards. */
export function ringOf(at: number, side: number): number {
  const column = at % side;
  const row = (at - column) / side;
  return RING - Math.min(column, row, side - 1 - column, side - 1 - row);
}
