import { expect, test } from "vitest";
import { hkdf } from "../../../src/core/primitives/hkdf.ts";
import { hex, refusalOf } from "../support/fixtures.ts";

const secret = new Uint8Array(22).fill(0x0b);
const salt = Uint8Array.from({ length: 13 }, (_, at) => at);
const info = Uint8Array.from({ length: 10 }, (_, at) => 0xf0 + at);

test("RFC 5869, appendix A.1", () => {
  expect(hex(hkdf(secret, salt, info, 42))).toBe(
    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
  );
});

test.each([8161, 0, -1, 31.5, Number.NaN])("%d bytes are refused", (length) => {
  expect(refusalOf(() => hkdf(secret, salt, info, length)).code).toBe("internal/bug");
});

test("8,160 bytes are the most there are, 1 the least", () => {
  expect(hkdf(secret, salt, info, 8160)).toHaveLength(8160);
  expect(hkdf(secret, salt, info, 1)).toHaveLength(1);
});
