import { expect, it } from "vitest";
import { computeChecks } from "../../../src/qr/symbol/checks.ts";

// ISO/IEC 18004 annex I.2: version 1, level M.
it("the checks of the standard's example", () => {
  const data = Uint8Array.of(
    0x10,
    0x20,
    0x0c,
    0x56,
    0x61,
    0x80,
    0xec,
    0x11,
    0xec,
    0x11,
    0xec,
    0x11,
    0xec,
    0x11,
    0xec,
    0x11,
  );
  const checks = Uint8Array.of(0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55);
  expect(computeChecks(data, 10)).toEqual(checks);
});
