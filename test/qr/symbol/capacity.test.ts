import { describe, expect, it } from "vitest";
import { errorCorrections } from "../../../src/qr/standard/errorcorrection.ts";
import { capacity, maxCapacity, smallestVersion } from "../../../src/qr/symbol/capacity.ts";
import { modeFor } from "../../../src/qr/symbol/mode.ts";

describe("capacity in byte mode (ISO/IEC 18004, table 7)", () => {
  it.each([
    [1, [17, 14, 11, 7]],
    [2, [32, 26, 20, 14]],
    [6, [134, 106, 74, 58]],
    [7, [154, 122, 86, 64]],
    // From version 10 the length of the text takes two bytes instead of one.
    [9, [230, 180, 130, 98]],
    [10, [271, 213, 151, 119]],
    [15, [520, 412, 292, 220]],
    [20, [858, 666, 482, 382]],
    [26, [1367, 1059, 751, 593]],
    [27, [1465, 1125, 805, 625]],
    [30, [1732, 1370, 982, 742]],
    [39, [2809, 2213, 1579, 1219]],
    [40, [2953, 2331, 1663, 1273]],
  ])("version %i holds the numbers of the standard", (version, expected) => {
    expect(errorCorrections.map((level) => capacity(version, level, "byte"))).toEqual(expected);
  });

  it("names the most that one code holds", () => {
    expect(errorCorrections.map((level) => maxCapacity(level, "byte"))).toEqual([2953, 2331, 1663, 1273]);
  });

  it.each([
    [0, "L", 1],
    [17, "L", 1],
    [18, "L", 2],
    [1273, "H", 40],
    [1274, "H", null],
    [2953, "L", 40],
    [2954, "L", null],
  ] as const)("%i bytes at %s need version %s", (bytes, level, version) => {
    expect(smallestVersion(bytes, level, "byte")).toBe(version);
  });

  it.each([0, 41, 1.5, Number.NaN])("there is no version %d", (version) => {
    expect(() => capacity(version, "L", "byte")).toThrow(expect.objectContaining({ code: "internal/bug" }));
  });

  it.each([
    [1, [25, 20, 16, 10]],
    [9, [335, 262, 189, 143]],
    [10, [395, 311, 221, 174]],
    [26, [1990, 1542, 1094, 864]],
    [27, [2132, 1637, 1172, 910]],
    [40, [4296, 3391, 2420, 1852]],
  ])("version %i holds the numbers of the standard in alphanumeric mode", (version, expected) => {
    expect(errorCorrections.map((level) => capacity(version, level, "alphanumeric"))).toEqual(expected);
  });

  it("takes alphanumeric mode for its 45 characters and no other", () => {
    const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    for (let code = 0; code < 256; code += 1) {
      const isIn = alphabet.includes(String.fromCharCode(code));
      expect(modeFor(Uint8Array.of(0x41, code))).toBe(isIn ? "alphanumeric" : "byte");
    }
    expect(modeFor(new Uint8Array(0))).toBe("byte");
  });
});
