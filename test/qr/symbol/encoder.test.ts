/** Our symbols are the qrcode package's to the last module: the same segment, checks and mask. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorCorrections } from "../../../src/qr/standard/errorcorrection.ts";
import type { ErrorCorrection } from "../../../src/qr/standard/errorcorrection.ts";
import { characters } from "../../../src/qr/standard/modes.ts";
import { capacity } from "../../../src/qr/symbol/capacity.ts";
import { encodeModules } from "../../../src/qr/symbol/encoder.ts";
import type { Mode } from "../../../src/qr/symbol/mode.ts";
import { createSymbol } from "../support/qrcodepackage.ts";
import { makePayload } from "../support/sample.ts";

/** So many characters that fit the mode, of every kind. */
function makeText(length: number, mode: Mode, seed: number): Uint8Array {
  const bytes = makePayload(length, seed);
  return mode === "byte" ? bytes : bytes.map((byte) => characters.charCodeAt(byte % characters.length));
}

function expectSame(text: Uint8Array, version: number, level: ErrorCorrection, mode: Mode): void {
  const data = mode === "byte" ? text : String.fromCharCode(...text);
  const theirs = createSymbol([{ mode, data }], version, level);
  const ours = encodeModules(text, version, level, mode);
  expect(ours.size).toBe(theirs.size);
  expect(Buffer.compare(ours.modules, theirs.modules)).toBe(0);
}

describe.each(["byte", "alphanumeric"] as const)("in %s mode", (mode) => {
  it("full symbols of every version", () => {
    for (let version = 1; version <= 40; version += 1) {
      const level = errorCorrections[version % 4] ?? "L";
      expectSame(makeText(capacity(version, level, mode), mode, version), version, level, mode);
    }
  });

  it("any text, with whatever room is left behind it", () => {
    const any = fc.record({
      version: fc.integer({ min: 1, max: 12 }),
      level: fc.constantFrom(...errorCorrections),
      fill: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(any, ({ version, level, fill, seed }) => {
        const length = Math.max(1, Math.floor(fill * capacity(version, level, mode)));
        expectSame(makeText(length, mode, seed), version, level, mode);
      }),
      { numRuns: 40 },
    );
  });
});

it("texts that leave fewer than four bits, or none, for the terminator", () => {
  const capacities = [1, 7, 14].flatMap((version) =>
    errorCorrections.map((level) => [version, level, capacity(version, level, "alphanumeric")] as const),
  );
  for (const [version, level, most] of capacities) {
    for (const length of [most - 2, most - 1, most])
      expectSame(makeText(length, "alphanumeric", length), version, level, "alphanumeric");
  }
});

it("no text at all", () => {
  expectSame(new Uint8Array(0), 1, "M", "byte");
});
