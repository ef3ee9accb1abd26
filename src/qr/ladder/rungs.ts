/** The ordered ways of reading a picture, from the cheap ones that read most to the dear ones that read the rest. */
import type { Decoder } from "../decoders/decoder.ts";
import { jsqrDecoder } from "../decoders/jsqr.ts";
import { ownDecoder } from "../decoders/own.ts";
import { zxingDecoder } from "../decoders/zxing.ts";
import { removeSpecks } from "../transforms/neighbours.ts";
import { shrinkTo } from "../transforms/scale.ts";
import { chain } from "../transforms/transform.ts";
import type { Transform } from "../transforms/transform.ts";
import type { Effort } from "./effort.ts";

export interface Rung {
  /** Stable, for traces and reports. */
  readonly name: string;
  /** Makes the picture the decoder gets; null: the picture as it is. */
  readonly transform: Transform | null;
  readonly decoder: Decoder;
  /** The least effort that comes to it. */
  readonly from: Effort;
  /** A decoder that is not done by then is stopped; what is left of the picture's time may be less. */
  readonly milliseconds: number;
}

/** Longer side of jsQR's copy: from there up it only gets slower, and reads less. */
const JSQR_SIDE = 1200;

/** What each adds and costs: docs/READING.md. */
export const rungs: readonly Rung[] = [
  {
    name: "zxing",
    transform: null,
    decoder: zxingDecoder({ denoise: false }),
    from: "quick",
    milliseconds: 1_500,
  },
  {
    name: "zxing-denoise",
    transform: null,
    decoder: zxingDecoder({ denoise: true }),
    from: "quick",
    milliseconds: 1_500,
  },
  {
    name: "jsqr-shrunk",
    transform: chain(shrinkTo(JSQR_SIDE), removeSpecks),
    decoder: jsqrDecoder,
    from: "normal",
    milliseconds: 1_500,
  },
  { name: "own-reader", transform: null, decoder: ownDecoder, from: "quick", milliseconds: 10_000 },
];
