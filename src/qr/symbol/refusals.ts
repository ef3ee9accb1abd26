/** What drawing a symbol refuses. */
import { raising, refusal } from "../../core/refusal.ts";

export const symbolRefusals = {
  /** The envelope does not fit one code at this error correction; the hint says what helps. */
  "qr/too-large": refusal<{
    characters: number;
    capacity: number;
    errorCorrection: string;
    fitsAt: readonly string[];
  }>("call"),
};

export const failure = raising(symbolRefusals);
