import { describe, expect, it } from "vitest";
import { errorCorrections } from "../../../src/qr/standard/errorcorrection.ts";
import { characters } from "../../../src/qr/standard/modes.ts";
import { capacity } from "../../../src/qr/symbol/capacity.ts";
import { encodeModules } from "../../../src/qr/symbol/encoder.ts";
import type { Mode } from "../../../src/qr/symbol/mode.ts";
import { makePayload } from "../support/sample.ts";

/** So many characters that fit the mode, of every kind. */
function makeText(length: number, mode: Mode, seed: number): Uint8Array {
  const bytes = makePayload(length, seed);
  return mode === "byte" ? bytes : bytes.map((byte) => characters.charCodeAt(byte % characters.length));
}

const versions = Array.from({ length: 40 }, (_, index) => index + 1);

describe.each(["byte", "alphanumeric"] as const)("in %s mode", (mode) => {
  it.each(versions)(
    "version %i holds what the standard says, and the package nothing more",
    async (version) => {
      const level = errorCorrections[version % 4] ?? "L";
      const most = capacity(version, level, mode);
      const full = await encodeModules(makeText(most, mode, version), version, level, mode);
      expect(full.size).toBe(17 + 4 * version);
      expect(full.modules).toHaveLength(full.size ** 2);
      const overfull = encodeModules(makeText(most + 1, mode, version), version, level, mode);
      await expect(overfull).rejects.toThrow("amount of data");
    },
  );
});
