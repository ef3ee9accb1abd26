/** The codewords that correct errors, and the order of all of them in the symbol (ISO/IEC 18004 §7.5 and §7.6). */
import { codewordsOf, shareOut } from "../standard/blocks.ts";
import type { ErrorCorrection } from "../standard/errorcorrection.ts";
import { multiply, power } from "../standard/galois.ts";

/** Data codewords block by block, each followed by its checks, interleaved as the symbol carries them. */
export function interleave(data: Uint8Array, version: number, errorCorrection: ErrorCorrection): Uint8Array {
  const codewords = new Uint8Array(codewordsOf(version));
  let from = 0;
  for (const { places, checks } of shareOut(version, errorCorrection)) {
    const own = data.subarray(from, (from += places.length - checks));
    [...own, ...computeChecks(own, checks)].forEach((codeword, index) => {
      codewords[places[index] ?? 0] = codeword;
    });
  }
  return codewords;
}

/** What is left when the data, raised by so many powers, are divided by the generator polynomial (§7.5.2). */
export function computeChecks(data: Uint8Array, checks: number): Uint8Array {
  const generator = generatorOf(checks);
  const rest = new Uint8Array(checks);
  for (const codeword of data) {
    const factor = codeword ^ (rest[0] ?? 0);
    rest.copyWithin(0, 1);
    rest[checks - 1] = 0;
    for (let at = 0; at < checks; at += 1) rest[at] = (rest[at] ?? 0) ^ multiply(generator[at] ?? 0, factor);
  }
  return rest;
}

/** The product of x − 2⁰, x − 2¹ and so on (annex A), highest power first; the highest itself, 1, is left out. */
function generatorOf(checks: number): Uint8Array {
  const generator = new Uint8Array(checks);
  generator[checks - 1] = 1;
  for (let exponent = 0; exponent < checks; exponent += 1) {
    const root = power(exponent);
    for (let at = 0; at < checks; at += 1) {
      generator[at] = multiply(generator[at] ?? 0, root) ^ (generator[at + 1] ?? 0);
    }
  }
  return generator;
}
