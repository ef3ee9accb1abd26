/** The cyclic codes that guard format and version information (ISO/IEC 18004 annexes C and D). */

/** The data followed by `checkBits` bits, which make the word a multiple of the generator polynomial. */
export function appendChecks(data: number, generator: number, checkBits: number): number {
  let rest = data << checkBits;
  for (let bit = 31; bit >= checkBits; bit -= 1) {
    if ((rest >>> bit) & 1) rest ^= generator << (bit - checkBits);
  }
  return (data << checkBits) | rest;
}
