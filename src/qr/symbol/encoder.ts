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
  let best = drawModules(layout, codewords, { errorCorrection, mask: 0 });
  let least = penaltyOf(best, layout.size);
  for (let mask = 1; mask < 8; mask += 1) {
    const modules = drawModules(layout, codewords, { errorCorrection, mask });
    const penalty = penaltyOf(modules, layout.size);
    if (penalty < least) [best, least] = [modules, penalty];
  }
  return best;
}

/** All that the symbol shows; the few modules behind the last codeword hold zeros, which the mask turns as well. */
function drawModules(layout: Layout, codewords: Uint8Array, format: Format): Uint8Array {
  const { size, fixed, data } = layout;
  const modules = new Uint8Array(size * size);
  for (let row = 0, at = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1, at += 1) {
      const always = fixed[at] ?? 0;
      if (always > 0 || (always === 0 && isTurned(format.mask, row, column))) modules[at] = 1;
    }
  }
  for (let bit = 0; bit < data.length; bit += 1) {
    const at = data[bit] ?? 0;
    modules[at] = (modules[at] ?? 0) ^ (((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
  }
  const word = encodeFormat(format);
  layout.format.forEach((index, bit) => {
    modules[index] = (word >> (bit % FORMAT_BITS)) & 1;
  });
  return modules;
}
