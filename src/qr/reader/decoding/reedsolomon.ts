/**
 * Reed-Solomon blocks of a QR symbol with errors and erasures (ISO/IEC 18004 §7.5.2 and annex B; the decoder after
 * Sugiyama, Kasahara, Hirasawa and Namekawa, "An erasures-and-errors decoding algorithm for Goppa codes", 1976).
 */
import { divide, evaluate, multiply, multiplyPolynomials, power } from "../../standard/galois.ts";

export interface CorrectedBlock {
  /** As many as were received, the check codewords included. */
  readonly codewords: Uint8Array;
  /** Codewords that were wrong without being erased. */
  readonly errors: number;
  /**
   * Check codewords that the correction did not use up: erasures count one each, errors two. Noise passes for a
   * block about once in 256^spare tries, so a caller who tries often must insist on some.
   */
  readonly spare: number;
}

/**
 * The block nearest to what was received, or null where there is none within reach.
 *
 * @param received data codewords, then check codewords, at most 255 together
 * @param checks how many check codewords
 * @param erasures places of codewords that say nothing, each once
 */
export function correctBlock(
  received: Uint8Array,
  checks: number,
  erasures: readonly number[] = [],
): CorrectedBlock | null {
  if (erasures.length > checks) return null;
  const codewords = Uint8Array.from(received);
  const syndromes = syndromesOf(codewords, checks);
  if (syndromes.every((syndrome) => syndrome === 0)) {
    return { codewords, errors: 0, spare: checks - erasures.length };
  }
  const locate = (place: number): number => power(codewords.length - 1 - place);

  let erased: Uint8Array = Uint8Array.of(1);
  for (const place of erasures) {
    erased = multiplyPolynomials(erased, Uint8Array.of(1, locate(place)), erased.length + 1);
  }
  const key = solveKeyEquation(multiplyPolynomials(syndromes, erased, checks), checks, erasures.length);
  if (key === null) return null;
  const errors = degreeOf(key.locator);
  const spare = checks - erasures.length - 2 * errors;
  if (spare < 0) return null;

  const locator = multiplyPolynomials(key.locator, erased, errors + erasures.length + 1);
  let found = 0;
  for (let place = 0; place < codewords.length; place += 1) {
    const x = locate(place);
    const inverse = divide(1, x);
    if (evaluate(locator, inverse) !== 0) continue;
    found += 1;
    // Forney's formula for a code whose first root is the zeroth power.
    const slope = evaluate(differentiate(locator), inverse);
    if (slope === 0) return null;
    const error = multiply(x, divide(evaluate(key.evaluator, inverse), slope));
    codewords[place] = (codewords[place] ?? 0) ^ error;
  }
  if (found !== degreeOf(locator)) return null;
  if (syndromesOf(codewords, checks).some((syndrome) => syndrome !== 0)) return null;
  return { codewords, errors, spare };
}

/** The received polynomial at the generator's powers 0, 1, 2 …: all zero for an undamaged block. */
function syndromesOf(codewords: Uint8Array, checks: number): Uint8Array {
  const syndromes = new Uint8Array(checks);
  for (let exponent = 0; exponent < checks; exponent += 1) {
    const x = power(exponent);
    let sum = 0;
    for (const codeword of codewords) sum = multiply(sum, x) ^ codeword;
    syndromes[exponent] = sum;
  }
  return syndromes;
}

/**
 * Euclid's algorithm on x^checks and the syndromes, stopped half way: the locator of the errors that were not
 * erased (its constant is 1), and the evaluator of all.
 */
function solveKeyEquation(
  syndromes: Uint8Array,
  checks: number,
  erasures: number,
): { locator: Uint8Array; evaluator: Uint8Array } | null {
  let older = new Uint8Array(checks + 1);
  older[checks] = 1;
  let rest = new Uint8Array(checks + 1);
  rest.set(syndromes);
  let olderFactor = new Uint8Array(checks + 1);
  let factor = new Uint8Array(checks + 1);
  factor[0] = 1;
  while (2 * degreeOf(rest) >= checks + erasures) {
    const degree = degreeOf(rest);
    const lead = rest[degree] ?? 0;
    for (let shift = degreeOf(older) - degree; shift >= 0; shift -= 1) {
      const quotient = divide(older[degree + shift] ?? 0, lead);
      addShifted(older, rest, quotient, shift);
      addShifted(olderFactor, factor, quotient, shift);
    }
    [older, rest] = [rest, older];
    [olderFactor, factor] = [factor, olderFactor];
  }
  const constant = factor[0] ?? 0;
  if (constant === 0) return null;
  return {
    locator: factor.map((coefficient) => divide(coefficient, constant)),
    evaluator: rest.map((coefficient) => divide(coefficient, constant)),
  };
}

/** Adds `scale` · x^`shift` · `polynomial` to `sum`; what falls off its end is known to be zero. */
function addShifted(sum: Uint8Array, polynomial: Uint8Array, scale: number, shift: number): void {
  if (scale === 0) return;
  for (let degree = 0; degree + shift < sum.length; degree += 1) {
    sum[degree + shift] = (sum[degree + shift] ?? 0) ^ multiply(scale, polynomial[degree] ?? 0);
  }
}

/** −1 for the polynomial that is zero. */
function degreeOf(polynomial: Uint8Array): number {
  let degree = polynomial.length - 1;
  while (degree >= 0 && polynomial[degree] === 0) degree -= 1;
  return degree;
}

/** In characteristic 2 only the odd powers leave anything. */
function differentiate(polynomial: Uint8Array): Uint8Array {
  return polynomial.map((_, degree) => (degree % 2 === 0 ? (polynomial[degree + 1] ?? 0) : 0));
}
