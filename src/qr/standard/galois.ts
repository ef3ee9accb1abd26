/**
 * The field of the codewords: bytes as polynomials over GF(2) modulo x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004 §7.5.2).
 * Addition is exclusive or.
 */

const FIELD_POLYNOMIAL = 0x11d;
const NON_ZERO = 255;

/** Powers of the generator 2, twice around, so that the sum of two logarithms is an index. */
const powers = new Uint8Array(2 * NON_ZERO);
const logarithms = new Uint8Array(256);
for (let exponent = 0, value = 1; exponent < NON_ZERO; exponent += 1) {
  powers[exponent] = value;
  powers[exponent + NON_ZERO] = value;
  logarithms[value] = exponent;
  value <<= 1;
  if (value > 255) value ^= FIELD_POLYNOMIAL;
}

/** The generator to the power of any whole number. */
export function power(exponent: number): number {
  const around = exponent % NON_ZERO;
  return powers[around < 0 ? around + NON_ZERO : around] ?? 0;
}

export function multiply(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : (powers[(logarithms[a] ?? 0) + (logarithms[b] ?? 0)] ?? 0);
}

/** `b` must not be 0. */
export function divide(a: number, b: number): number {
  return a === 0 ? 0 : (powers[(logarithms[a] ?? 0) + NON_ZERO - (logarithms[b] ?? 0)] ?? 0);
}

/** The value of a polynomial, its coefficient of x⁰ first. */
export function evaluate(polynomial: Uint8Array, x: number): number {
  let sum = 0;
  for (let degree = polynomial.length - 1; degree >= 0; degree -= 1) {
    sum = multiply(sum, x) ^ (polynomial[degree] ?? 0);
  }
  return sum;
}

/** The product of two polynomials up to and without x^`length`. */
export function multiplyPolynomials(a: Uint8Array, b: Uint8Array, length: number): Uint8Array {
  const product = new Uint8Array(length);
  for (let i = 0; i < Math.min(a.length, length); i += 1) {
    const factor = a[i] ?? 0;
    if (factor === 0) continue;
    for (let j = 0; j < Math.min(b.length, length - i); j += 1) {
      product[i + j] = (product[i + j] ?? 0) ^ multiply(factor, b[j] ?? 0);
    }
  }
  return product;
}
