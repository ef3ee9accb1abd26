import { describe, expect, it } from "vitest";
import { hkdf } from "../../src/core/primitives/hkdf.ts";
import { hex, refusalOf } from "../core/support/fixtures.ts";
import { fromHex, hasVectors, wycheproof } from "./support/outside.ts";

interface HkdfVectors {
  readonly testGroups: readonly {
    readonly tests: readonly {
      readonly flags: readonly string[];
      readonly ikm: string;
      readonly salt: string;
      readonly info: string;
      readonly size: number;
      readonly okm: string;
      readonly result: "valid" | "invalid";
    }[];
  }[];
}

const rows = (): HkdfVectors["testGroups"][number]["tests"] =>
  (wycheproof("hkdf_sha256") as HkdfVectors).testGroups.flatMap(({ tests }) => tests);

const derive = ({ ikm, salt, info, size }: ReturnType<typeof rows>[number]): Uint8Array =>
  hkdf(fromHex(ikm), fromHex(salt), fromHex(info), size);

describe.skipIf(!hasVectors)("Wycheproof HKDF-SHA-256", () => {
  it("of 86 rows the 83 valid ones give their key, 23 of them without salt, 3 of the greatest length", () => {
    const valid = rows().filter(({ result }) => result === "valid");
    expect(rows()).toHaveLength(86);
    expect(valid).toHaveLength(83);
    expect(valid.filter(({ salt }) => salt === "")).toHaveLength(23);
    expect(valid.filter(({ size }) => size === 8160)).toHaveLength(3);
    expect(valid.filter((row) => hex(derive(row)) !== row.okm)).toEqual([]);
  });

  it("the 3 that ask for one byte too many are refused as a fault of ours", () => {
    const invalid = rows().filter(({ result }) => result === "invalid");
    expect(invalid.map(({ size }) => size)).toEqual([8161, 8161, 8161]);
    for (const row of invalid) {
      const refusal = refusalOf(() => derive(row));
      expect(refusal.code).toBe("internal/bug");
      expect(refusal.message).toContain("HKDF output of 8161 bytes");
    }
  });
});
