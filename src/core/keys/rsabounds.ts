/** Which RSA keys are safe and bearable, to open with or to sign with. */
import { failure } from "./refusals.ts";
import { limits } from "../limits.ts";
import type { PublicHalf } from "../primitives/asymmetric.ts";

/** The modulus length in bits, once it and the exponent are proved. Throws key/bad-size or key/bad-exponent. */
export function proveRsa({ modulusBits, publicExponent }: PublicHalf, path: string): number {
  const [bits, exponent] = [modulusBits ?? 0, publicExponent ?? 0n];
  const { min, max } = limits.rsaModulusBits;
  if (bits < min || bits > max || bits % 8 !== 0) {
    throw failure("key/bad-size", { path, bits, minBits: min, maxBits: max });
  }
  const isBearable = exponent >> BigInt(limits.rsaExponentBits) === 0n;
  if (exponent < 3n || exponent % 2n === 0n || !isBearable) throw failure("key/bad-exponent", { path });
  return bits;
}
