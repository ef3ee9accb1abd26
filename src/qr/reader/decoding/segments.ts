/** The data codewords of a symbol to its bytes (ISO/IEC 18004 §7.4). */
import { characters, countBitsOf, modes } from "../../standard/modes.ts";

const unsupportedModes: ReadonlyMap<number, string> = new Map([
  [modes.append, "structured append"],
  [5, "FNC1"],
  [modes.eci, "ECI"],
  [modes.kanji, "kanji"],
  [9, "FNC1"],
]);

export type Segments =
  /** The bytes of all segments; digits and alphanumeric characters in ASCII. */
  | { readonly kind: "bytes"; readonly payload: Uint8Array }
  /** A mode that is not read here, by its name. */
  | { readonly kind: "unsupported"; readonly mode: string }
  /** No encoder writes this: the codewords are wrong. */
  | { readonly kind: "broken" };

const broken: Segments = { kind: "broken" };

export function readSegments(data: Uint8Array, version: number): Segments {
  const bits = new BitReader(data);
  const payload: number[] = [];
  // A terminator may be cut short, or missing, where the data fill the symbol.
  while (bits.left >= 4) {
    const mode = bits.take(4);
    if (mode === modes.terminator) break;
    const unsupported = unsupportedModes.get(mode);
    if (unsupported !== undefined) return { kind: "unsupported", mode: unsupported };
    const width = countBitsOf(mode, version);
    if (width === null || bits.left < width) return broken;
    const count = bits.take(width);
    const segment = mode === modes.byte ? takeBytes(bits, count) : takeGroups(bits, count, mode);
    if (segment === null) return broken;
    for (const byte of segment) payload.push(byte);
  }
  return { kind: "bytes", payload: Uint8Array.from(payload) };
}

function takeBytes(bits: BitReader, count: number): number[] | null {
  return bits.left < 8 * count ? null : Array.from({ length: count }, () => bits.take(8));
}

/** Three digits in 10 bits, two in 7, one in 4 (§7.4.3); two characters in 11 bits, one in 6 (§7.4.4). */
function takeGroups(bits: BitReader, count: number, mode: number): number[] | null {
  const [widths, base] = mode === modes.numeric ? [[4, 7, 10], 10] : [[6, 11], characters.length];
  const group: number[] = [];
  for (let left = count; left > 0; left -= widths.length) {
    const together = Math.min(left, widths.length);
    const width = widths[together - 1] ?? 0;
    if (bits.left < width) return null;
    let value = bits.take(width);
    if (value >= base ** together) return null;
    const codes: number[] = [];
    for (let index = 0; index < together; index += 1) {
      codes.unshift(characters.charCodeAt(value % base));
      value = Math.floor(value / base);
    }
    group.push(...codes);
  }
  return group;
}

class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length * 8 - this.#at;
  }

  /** The next bits, at most 16, as a number; there must be so many left. */
  take(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) {
      const byte = this.#bytes[this.#at >> 3] ?? 0;
      value = (value << 1) | ((byte >> (7 - (this.#at & 7))) & 1);
      this.#at += 1;
    }
    return value;
  }
}
