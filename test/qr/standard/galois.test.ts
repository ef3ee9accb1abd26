import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divide, evaluate, multiply, multiplyPolynomials, power } from "../../../src/qr/standard/galois.ts";

const byte = fc.integer({ min: 0, max: 255 });

/** Bit by bit, as a polynomial and its remainder: shares nothing with the tables. */
function multiplySlowly(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 8; bit += 1) if ((b >> bit) & 1) product ^= a << bit;
  for (let bit = 15; bit >= 8; bit -= 1) if ((product >> bit) & 1) product ^= 0x11d << (bit - 8);
  return product;
}

describe("the field of 256 elements", () => {
  it("multiplies like polynomials modulo the field polynomial, for all pairs", () => {
    for (let a = 0; a < 256; a += 1) {
      for (let b = 0; b < 256; b += 1) {
        if (multiply(a, b) !== multiplySlowly(a, b)) expect.fail(`${a} · ${b} = ${multiply(a, b)}`);
      }
    }
  });

  it("divides back", () => {
    fc.assert(
      fc.property(byte, fc.integer({ min: 1, max: 255 }), (a, b) => {
        expect(divide(multiply(a, b), b)).toBe(a);
      }),
    );
  });

  it.each([
    [0, 1],
    [1, 2],
    [8, 0x1d],
    [255, 1],
    [-1, 0x8e],
    [254, 0x8e],
  ])("2 to the power of %i is %i", (exponent, value) => {
    expect(power(exponent)).toBe(value);
  });

  it("multiplies polynomials so that values multiply, and cuts them where asked", () => {
    const polynomial = fc.uint8Array({ minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(polynomial, polynomial, byte, (a, b, x) => {
        const product = multiplyPolynomials(a, b, a.length + b.length);
        expect(evaluate(product, x)).toBe(multiply(evaluate(a, x), evaluate(b, x)));
        expect(multiplyPolynomials(a, b, 3)).toEqual(
          Uint8Array.from({ length: 3 }, (_, degree) => product[degree] ?? 0),
        );
      }),
    );
  });
});
