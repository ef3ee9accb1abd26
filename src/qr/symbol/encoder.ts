/** A text to the modules of a symbol of a given version (ISO/IEC 18004 §7.1). */
import type { ErrorCorrection } from "../standard/errorcorrection.ts";
import { FORMAT_BITS, encodeFormat } from "../standard/format.ts";
import type { Format } from "../standard/format.ts";
import { isTurned, layoutOf } from "../standard/layout.ts";
import type { Layout } from "../standard/layout.ts";
import { interleave } from "./checks.ts";
import type { Mode } from "./mode.ts";
import { penaltyOf } from "./penalty.ts";
import { writeSegment } from "./segment.ts";

/** The modules of a symbol with one segment, row by row, 1 = dark. The text must fit, and its characters the mode. */
export function encodeModules(
  text: Uint8Array,
  version: number,
  errorCorrection: ErrorCorrection,
  mode: Mode,
): { readonly size: number; readonly modules: Uint8Array } {
  const layout = layoutOf(version);
  const data = writeSegment(text, version, errorCorrection, mode);
  const codewords = interleave(data, version, errorCorrection);
  return { size: layout.size, modules: maskBest(layout, codewords, errorCorrection) };
}

/** Of the eight masks the first whose symbol misleads readers least. */
function maskBest(layout: Layout, codewords: Uint8Array, errorCorrection: ErrorCorrection): Uint8Array {
  const plain = drawData(layout, codewords);
  let best = maskData(layout, plain, { errorCorrection, mask: 0 });
  let least = penaltyOf(best, layout.size);
  for (let mask = 1; mask < 8; mask += 1) {
    const modules = maskData(layout, plain, { errorCorrection, mask });
    const penalty = penaltyOf(modules, layout.size);
    if (penalty < least) [best, least] = [modules, penalty];
  }
  return best;
}

/** Data without a mask; the few modules behind the last codeword hold zeros. */
function drawData({ size, data }: Layout, codewords: Uint8Array): Uint8Array {
  const modules = new Uint8Array(size * size);
  for (let bit = 0; bit < data.length; bit += 1) {
    modules[data[bit] ?? 0] = ((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
  }
  return modules;
}

/** All that the symbol shows: the data turned by the mask, function patterns and format. */
function maskData({ size, fixed, format: places }: Layout, plain: Uint8Array, format: Format): Uint8Array {
  const modules = new Uint8Array(size * size);
  const turns = turnsOf(format.mask);
  for (let row = 0, at = 0; row < size; row += 1) {
    const from = PERIOD * (row % PERIOD);
    for (let column = 0, turn = from; column < size; column += 1, at += 1) {
      const always = fixed[at] ?? 0;
      modules[at] = always === 0 ? (plain[at] ?? 0) ^ (turns[turn] ?? 0) : always > 0 ? 1 : 0;
      turn = turn === from + PERIOD - 1 ? from : turn + 1;
    }
  }
  const word = encodeFormat(format);
  places.forEach((index, bit) => {
    modules[index] = (word >> (bit % FORMAT_BITS)) & 1;
  });
  return modules;
}

/** Rows and columns after which every mask repeats itself. */
const PERIOD = 12;

/** Which modules of a square of that size a mask turns: to ask for all of a symbol takes longer than all else. */
function turnsOf(mask: number): Uint8Array {
  return Uint8Array.from({ length: PERIOD ** 2 }, (_, at) =>
    isTurned(mask, Math.floor(at / PERIOD), at % PERIOD) ? 1 : 0,
  );
}
