/** The four levels of error correction of a QR symbol (ISO/IEC 18004 §7.5.1). */

/** Share of codewords that may be wrong and still be corrected: about 7, 15, 25 and 30 in a hundred. */
export type ErrorCorrection = "L" | "M" | "Q" | "H";

/** From the weakest, which holds most, to the strongest. */
export const errorCorrections: readonly ErrorCorrection[] = ["L", "M", "Q", "H"];
