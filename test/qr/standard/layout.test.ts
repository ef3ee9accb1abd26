/** Layout, blocks and segments together: clean symbols of the qrcode package, read module by module. */
import { describe, expect, it } from "vitest";
import { correctBlock } from "../../../src/qr/reader/decoding/reedsolomon.ts";
import { readSegments } from "../../../src/qr/reader/decoding/segments.ts";
import type { Segments } from "../../../src/qr/reader/decoding/segments.ts";
import { shareOut } from "../../../src/qr/standard/blocks.ts";
import { errorCorrections } from "../../../src/qr/standard/errorcorrection.ts";
import type { ErrorCorrection } from "../../../src/qr/standard/errorcorrection.ts";
import { rankFormats } from "../../../src/qr/standard/format.ts";
import { isTurned, layoutOf } from "../../../src/qr/standard/layout.ts";
import { capacity } from "../../../src/qr/symbol/capacity.ts";
import { createSymbol, encodeFormat } from "../support/qrcodepackage.ts";
import type { DrawnSymbol } from "../support/qrcodepackage.ts";
import { makePayload } from "../support/sample.ts";

/** Reads what the layout says, tolerating nothing. */
function readCleanly(
  { size, modules }: DrawnSymbol,
  version: number,
): { level: ErrorCorrection; read: Segments } {
  const layout = layoutOf(version);
  expect(layout.size).toBe(size);
  layout.fixed.forEach((value, index) => {
    if (value !== 0 && (value === 1) !== (modules[index] === 1)) {
      expect.fail(`version ${version}: module ${Math.floor(index / size)}, ${index % size}`);
    }
  });
  const bits = Float64Array.from(layout.format, (index) => (modules[index] === 1 ? 1 : -1));
  const format = rankFormats(bits)[0]?.format;
  if (format === undefined) expect.fail("no format");
  const word = encodeFormat(format);
  bits.forEach((bit, index) => {
    expect(bit).toBe((word >> (index % 15)) & 1 ? 1 : -1);
  });

  const codewords = new Uint8Array(layout.data.length / 8);
  layout.data.forEach((index, bit) => {
    const dark = modules[index] === 1 ? 1 : 0;
    const turned = isTurned(format.mask, Math.floor(index / size), index % size) ? 1 : 0;
    codewords[bit >> 3] = (codewords[bit >> 3] ?? 0) | ((dark ^ turned) << (7 - (bit & 7)));
  });
  const data = shareOut(version, format.errorCorrection).flatMap(({ places, checks }) => {
    const received = Uint8Array.from(places, (place) => codewords[place] ?? 0);
    const block = correctBlock(received, checks);
    expect(block).toMatchObject({ errors: 0, spare: checks });
    return Array.from(received.subarray(0, received.length - checks));
  });
  return { level: format.errorCorrection, read: readSegments(Uint8Array.from(data), version) };
}

describe("every version and level, full to the last byte", () => {
  const versions = Array.from({ length: 40 }, (_, index) => index + 1);
  it.each(versions)("version %i", (version) => {
    errorCorrections.forEach((level, index) => {
      const payload = makePayload(capacity(version, level, "byte"), version);
      const symbol = createSymbol([{ mode: "byte", data: payload }], version, level, (version + index) % 8);
      expect(readCleanly(symbol, version)).toEqual({ level, read: { kind: "bytes", payload } });
    });
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7])("mask %i at versions 1, 8 and 32", (mask) => {
    for (const version of [1, 8, 32]) {
      const payload = makePayload(10, mask);
      const symbol = createSymbol([{ mode: "byte", data: payload }], version, "Q", mask);
      expect(readCleanly(symbol, version)).toEqual({ level: "Q", read: { kind: "bytes", payload } });
    }
  });
});

it.each([[5], [15], [30]])("layouts hold codewords by eights and no module twice: version %i", (version) => {
  const { data, format, fixed, size } = layoutOf(version);
  const used = new Set([...data, ...format]);
  expect(used.size).toBe(data.length + 30);
  expect(data.length % 8).toBe(0);
  const free = size * size - fixed.filter((value) => value !== 0).length - 30;
  expect(free - data.length).toBeLessThan(8);
  expect([...used].every((index) => fixed[index] === 0)).toBe(true);
});

it("a layout is made once", () => {
  expect(layoutOf(12)).toBe(layoutOf(12));
});
