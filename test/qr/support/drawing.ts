/** Symbols with any data codewords, such as no encoder here would write. */
import { drawSolved } from "../../../src/qr/reader/decoding/decode.ts";
import { shareOut } from "../../../src/qr/standard/blocks.ts";
import type { ErrorCorrection } from "../../../src/qr/standard/errorcorrection.ts";
import { layoutOf } from "../../../src/qr/standard/layout.ts";
import { encodeChecks, encodeFormat } from "./qrcodepackage.ts";
import type { DrawnSymbol } from "./qrcodepackage.ts";

/** @param data the first data codewords of the only block; zeros follow */
export function drawData(
  data: readonly number[],
  version: number,
  errorCorrection: ErrorCorrection,
): DrawnSymbol {
  const layout = layoutOf(version);
  const format = { errorCorrection, mask: 2 };
  const blocks = shareOut(version, errorCorrection);
  const solved = blocks.map(({ places, checks }) => {
    const all = new Uint8Array(places.length - checks);
    all.set(data);
    return Uint8Array.from([...all, ...encodeChecks(all, checks)]);
  });
  const modules = drawSolved(layout, { format, blocks, solved });
  layout.fixed.forEach((value, index) => {
    if (value !== 0) modules[index] = value;
  });
  layout.format.forEach((index, bit) => {
    modules[index] = (encodeFormat(format) >> (bit % 15)) & 1 ? 1 : -1;
  });
  return { size: layout.size, modules: Uint8Array.from(modules, (value) => (value > 0 ? 1 : 0)) };
}
