import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSegments } from "../../../../src/qr/reader/decoding/segments.ts";

/** Bits written as text, spaces ignored, filled up with zeros to whole bytes. */
function pack(bits: string): Uint8Array {
  const digits = bits.replaceAll(" ", "");
  const bytes = new Uint8Array(Math.ceil(digits.length / 8));
  Array.from(digits).forEach((digit, at) => {
    if (digit === "1") bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7));
  });
  return bytes;
}

const binary = (value: number, width: number): string => value.toString(2).padStart(width, "0");
const bytesOf = (text: string): object => ({ kind: "bytes", payload: new TextEncoder().encode(text) });

describe("readSegments", () => {
  // ISO/IEC 18004 §7.4.3, the example: 01234567 in version 1.
  it("reads the standard's numeric example", () => {
    const bits = "0001 0000001000 0000001100 0101011001 1000011 0000";
    expect(readSegments(pack(bits), 1)).toEqual(bytesOf("01234567"));
  });

  // ISO/IEC 18004 §7.4.4, the example: AC-42 in version 1.
  it("reads the standard's alphanumeric example", () => {
    const bits = "0010 000000101 00111001110 11100111001 000010 0000";
    expect(readSegments(pack(bits), 1)).toEqual(bytesOf("AC-42"));
  });

  it.each([
    [9, 8],
    [10, 16],
    [27, 16],
  ])("counts bytes with the bits of version %i", (version, width) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 255 }), (payload) => {
        const data = [...payload].map((byte) => binary(byte, 8)).join("");
        const bits = `0100 ${binary(payload.length, width)} ${data} 0000`;
        expect(readSegments(pack(bits), version)).toEqual({ kind: "bytes", payload });
      }),
      { numRuns: 20 },
    );
  });

  it("joins segments, and needs no terminator where the data end", () => {
    const bits = `0001 ${binary(1, 10)} 0111 0010 ${binary(2, 9)} 00111001110 0100 ${binary(1, 8)} ${binary(0x21, 8)}`;
    expect(readSegments(pack(bits), 1)).toEqual(bytesOf("7AC!"));
  });

  it.each([
    ["structured append", "0011"],
    ["FNC1", "0101"],
    ["FNC1", "1001"],
    ["ECI", "0111"],
    ["kanji", "1000"],
  ])("names %s, which it does not read", (mode, bits) => {
    expect(readSegments(pack(`${bits} 0000 00000000`), 1)).toEqual({ kind: "unsupported", mode });
  });

  it.each([
    ["a mode that does not exist", "1111 00000000"],
    ["a count beyond the end", `0100 ${binary(9, 8)} 00000000`],
    ["a count cut short", "0100 1111"],
    ["three digits above 999", `0001 ${binary(3, 10)} ${binary(1000, 10)}`],
    ["two digits above 99", `0001 ${binary(2, 10)} ${binary(100, 7)}`],
    ["one digit above 9", `0001 ${binary(1, 10)} ${binary(10, 4)}`],
    ["two characters above 2024", `0010 ${binary(2, 9)} ${binary(2025, 11)}`],
    ["one character above 44", `0010 ${binary(1, 9)} ${binary(45, 6)}`],
  ])("takes %s for broken", (_, bits) => {
    expect(readSegments(pack(bits), 1)).toEqual({ kind: "broken" });
  });

  it("of nothing is nothing", () => {
    expect(readSegments(new Uint8Array(), 1)).toEqual(bytesOf(""));
    expect(readSegments(pack("0000 0100"), 1)).toEqual(bytesOf(""));
  });
});
