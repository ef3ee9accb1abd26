/** A text to the data codewords of a symbol: one segment, a terminator and padding (ISO/IEC 18004 §7.4). */
import { dataCodewordsOf } from "../standard/blocks.ts";
import type { ErrorCorrection } from "../standard/errorcorrection.ts";
import { characters, countBitsOf, modes } from "../standard/modes.ts";
import type { Mode } from "./mode.ts";

/** They follow each other until the symbol is full (§7.4.10). */
const padding = [0xec, 0x11] as const;

/** The text must fit, and its characters the mode. */
export function writeSegment(
  text: Uint8Array,
  version: number,
  errorCorrection: ErrorCorrection,
  mode: Mode,
): Uint8Array {
  const bits = new BitWriter(dataCodewordsOf(version, errorCorrection));
  bits.put(modes[mode], 4);
  bits.put(text.length, countBitsOf(modes[mode], version) ?? 0);
  if (mode === "alphanumeric") putCharacters(bits, text);
  else for (const byte of text) bits.put(byte, 8);
  return bits.finish();
}

/** Two characters in 11 bits, a last one in 6 (§7.4.4). */
function putCharacters(bits: BitWriter, text: Uint8Array): void {
  const valueAt = (index: number): number => characters.indexOf(String.fromCharCode(text[index] ?? 0));
  for (let index = 0; index < text.length; index += 2) {
    if (index + 1 < text.length) bits.put(characters.length * valueAt(index) + valueAt(index + 1), 11);
    else bits.put(valueAt(index), 6);
  }
}

class BitWriter {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(length: number) {
    this.#bytes = new Uint8Array(length);
  }

  put(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit -= 1) {
      const at = this.#at >> 3;
      this.#bytes[at] = (this.#bytes[at] ?? 0) | (((value >> bit) & 1) << (7 - (this.#at & 7)));
      this.#at += 1;
    }
  }

  /** Four zeros end the segment, or as many as there is room for, and more the last byte (§7.4.9). */
  finish(): Uint8Array {
    const end = Math.min(this.#bytes.length, Math.ceil((this.#at + 4) / 8));
    for (let at = end; at < this.#bytes.length; at += 1) this.#bytes[at] = padding[(at - end) % 2] ?? 0;
    return this.#bytes;
  }
}
