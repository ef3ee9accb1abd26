import { describe, expect, it } from "vitest";
import {
  decodeModules,
  drawSolved,
  isComplete,
  joinData,
} from "../../../../src/qr/reader/decoding/decode.ts";
import { readSegments } from "../../../../src/qr/reader/decoding/segments.ts";
import type { Format } from "../../../../src/qr/standard/format.ts";
import { layoutOf } from "../../../../src/qr/standard/layout.ts";
import { capacity } from "../../../../src/qr/symbol/capacity.ts";
import { randomFor } from "../../../simulator/index.ts";
import { createSymbol } from "../../support/qrcodepackage.ts";
import { makePayload } from "../../support/sample.ts";

const format: Format = { errorCorrection: "M", mask: 3 };

function makeModules(version: number, seed: number): { payload: Uint8Array; modules: Float32Array } {
  const payload = makePayload(capacity(version, "M", "byte"), seed);
  const symbol = createSymbol([{ mode: "byte", data: payload }], version, "M", 3);
  return { payload, modules: Float32Array.from(symbol.modules, (dark) => (dark === 1 ? 1 : -1)) };
}

/** Faint noise in place of every fourth codeword. */
function fade(modules: Float32Array, data: Int32Array, strength: number): Float32Array {
  const random = randomFor(1, "fade");
  const faded = Float32Array.from(modules);
  data.forEach((index, bit) => {
    if ((bit >> 3) % 4 === 0) faded[index] = strength * random.uniform(-1, 1);
  });
  return faded;
}

describe("decodeModules", () => {
  const layout = layoutOf(10);

  it("reads clean modules", () => {
    const { payload, modules } = makeModules(10, 1);
    const decoding = decodeModules(layout, format, modules, null, false);
    expect(isComplete(decoding)).toBe(true);
    expect(readSegments(joinData(decoding) ?? new Uint8Array(), 10)).toEqual({ kind: "bytes", payload });
  });

  it("needs erasures where a quarter of the codewords is faint, and then reads", () => {
    const { payload, modules } = makeModules(10, 2);
    const faint = fade(modules, layout.data, 0.05);
    const plain = decodeModules(layout, format, faint, null, false);
    expect(isComplete(plain)).toBe(false);
    expect(joinData(plain)).toBeNull();
    const decoding = decodeModules(layout, format, faint, plain, true);
    expect(readSegments(joinData(decoding) ?? new Uint8Array(), 10)).toEqual({ kind: "bytes", payload });
  });

  it("draws the modules of solved blocks, and only of those", () => {
    const { modules } = makeModules(10, 3);
    const complete = drawSolved(layout, decodeModules(layout, format, modules, null, false));
    for (const index of layout.data) expect(complete[index]).toBe(modules[index]);
    expect(complete.filter((value) => value !== 0)).toHaveLength(layout.data.length);

    const half = modules.map((value, index) => (index < modules.length / 2 ? value : 0));
    const decoding = decodeModules(layout, format, half, null, true);
    expect(drawSolved(layout, decoding).every((value) => value === 0)).toBe(true);
  });

  it("keeps solved blocks of the same format, and drops them with the format", () => {
    const { modules } = makeModules(10, 4);
    const clean = decodeModules(layout, format, modules, null, false);
    const noise = modules.map(() => 0.01);
    expect(decodeModules(layout, format, noise, clean, false).solved).toEqual(clean.solved);
    const other = decodeModules(layout, { ...format, mask: 4 }, noise, clean, false);
    expect(other.solved.every((block) => block === null)).toBe(true);
  });

  it.each([1, 2, 5, 20])("takes no noise for a block: version %i", (version) => {
    const random = randomFor(version, "noise");
    const own = layoutOf(version);
    for (let run = 0; run < 60; run += 1) {
      const noise = Float32Array.from({ length: own.size ** 2 }, () => random.uniform(-1, 1));
      const { solved } = decodeModules(own, format, noise, null, true);
      expect(solved.filter((block) => block !== null)).toEqual([]);
    }
  });
});
