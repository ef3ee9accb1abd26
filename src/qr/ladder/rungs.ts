/** The ordered ways of reading a picture, from the cheap ones that read most to the dear ones that read the rest. */
import type { DecoderName } from "../decoders/decoder.ts";
import type { GreyPixels } from "../picture/pixels.ts";
import { gamma, shareBelow, window } from "../transforms/levels.ts";
import { shrinkTo } from "../transforms/scale.ts";
import { localStretch } from "../transforms/surround.ts";
import { chain, remember } from "../transforms/transform.ts";
import type { Transform } from "../transforms/transform.ts";
import type { Effort } from "./effort.ts";

export interface Rung {
  /** Stable, for traces and reports. */
  readonly name: string;
  /** Makes the picture the decoder gets; null: the picture as it is. */
  readonly transform: Transform | null;
  readonly decoder: DecoderName;
  /** The pictures it is meant for, if not all: with others its turn comes after all the rest. */
  readonly suits?: (image: GreyPixels) => boolean;
  /** The least effort that comes to it. */
  readonly from: Effort;
  /** A decoder that is not done by then is stopped; what is left of the picture's time may be less. */
  readonly milliseconds: number;
}

/** The one for several photographs of one symbol that none of them shows well enough. */
export interface JointRung {
  readonly name: string;
  readonly decoder: "together";
  readonly milliseconds: number;
}

/** Longer sides of copies: no code that only these rungs read was lost at them, and they bound what a rung costs. */
const toLarge = remember(shrinkTo(1600));
const toSmall = remember(shrinkTo(800));
/** Dark levels, of all 256, and whether half of a picture lies in them: the camera exposed for a bright spot in it. */
const DARK = 48;
const isDark = (image: GreyPixels): boolean => shareBelow(image, DARK) > 0.5;
/** Of the surround that is stretched: a twentieth of the picture, some modules of a code that fills it. */
const SURROUND = 1 / 20;

/** What each adds and costs: docs/READING.md. */
export const rungs: readonly Rung[] = [
  { name: "zxing", transform: null, decoder: "zxing", from: "quick", milliseconds: 1_500 },
  { ...onCopy("zxing-gamma-0.4", "quick", toLarge, gamma(0.4)), suits: isDark },
  onCopy("zxing-denoise", "quick", toLarge),
  onCopy("zxing-gamma-2.5", "normal", toLarge, gamma(2.5)),
  { ...onCopy("zxing-window-48", "normal", toLarge, window(0, DARK)), suits: isDark },
  { name: "own-reader", transform: null, decoder: "own", from: "quick", milliseconds: 1_300 },
  {
    name: "wechat-surround",
    transform: chain(toSmall, localStretch(SURROUND)),
    decoder: "wechat",
    from: "normal",
    milliseconds: 1_300,
  },
];

/** The rungs in the order in which they are tried on a picture. */
export function* orderRungs(ladder: readonly Rung[], image: GreyPixels): Generator<Rung> {
  const late: Rung[] = [];
  for (const rung of ladder) {
    if (rung.suits === undefined || rung.suits(image)) yield rung;
    else late.push(rung);
  }
  yield* late;
}

export const jointRung: JointRung = { name: "own-together", decoder: "together", milliseconds: 6_000 };

/** zxing with all its tries, on a copy of the picture. */
function onCopy(name: string, from: Effort, ...transforms: readonly Transform[]): Rung {
  return { name, transform: chain(...transforms), decoder: "zxing-denoise", from, milliseconds: 600 };
}
