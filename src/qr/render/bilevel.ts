/** A symbol as black and white pixels, whole ones for a module, so that nothing is blurred. */
import { bug } from "../../core/refusals.ts";
import type { QrSymbol } from "../symbol/symbol.ts";

/** Light modules around the symbol: ISO/IEC 18004 §6.3.8 asks for four. */
export const QUIET_ZONE_MODULES = 4;

/** Eight pixels a byte, the leftmost in the highest bit; a set bit is white. */
export interface BilevelPixels {
  /** Pixels a side. */
  readonly side: number;
  readonly lineBytes: number;
  /** side × lineBytes, line by line. */
  readonly lines: Uint8Array;
}

/** The side is (size + 8) × modulePixels pixels; modulePixels is a whole number from 1. */
export function drawBilevel(symbol: QrSymbol, modulePixels: number): BilevelPixels {
  if (!Number.isInteger(modulePixels) || modulePixels < 1) throw bug(`modules of ${modulePixels} pixels`);
  const modules = symbol.size + 2 * QUIET_ZONE_MODULES;
  const side = modules * modulePixels;
  const lineBytes = Math.ceil(side / 8);
  const lines = new Uint8Array(side * lineBytes);
  for (let row = 0; row < modules; row += 1) {
    const line = drawLine(rowOf(symbol, row - QUIET_ZONE_MODULES), modulePixels, lineBytes);
    for (let copy = 0; copy < modulePixels; copy += 1) {
      lines.set(line, (row * modulePixels + copy) * lineBytes);
    }
  }
  return { side, lineBytes, lines };
}

function drawLine(modules: Uint8Array, modulePixels: number, lineBytes: number): Uint8Array {
  const line = new Uint8Array(lineBytes).fill(0xff);
  modules.forEach((dark, column) => {
    if (dark === 0) return;
    const left = (column + QUIET_ZONE_MODULES) * modulePixels;
    for (let x = left; x < left + modulePixels; x += 1) {
      line[x >> 3] = (line[x >> 3] ?? 0) & ~(0x80 >> (x & 7));
    }
  });
  return line;
}

/** The modules of one row; none for rows of the quiet zone. */
function rowOf(symbol: QrSymbol, row: number): Uint8Array {
  if (row < 0 || row >= symbol.size) return new Uint8Array(0);
  return symbol.modules.subarray(row * symbol.size, (row + 1) * symbol.size);
}
