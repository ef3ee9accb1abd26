/** What every reader library looks like from outside, and those that the ladder has. */
import type { Decoded, DecodedTogether, Extent } from "../picture/findings.ts";
import type { GreyPixels } from "../picture/pixels.ts";

export interface Decoder {
  readonly name: string;
  /**
   * Every symbol found, corners in pixels of this very picture.
   *
   * @param shouldStop a slow reader asks it often, and gives what it has once it is true
   */
  decode(image: GreyPixels, shouldStop?: () => boolean, extent?: Extent): Promise<Decoded>;
}

/** Several photographs of the same symbols at once. */
export type JointDecoder = (
  images: readonly GreyPixels[],
  shouldStop: () => boolean,
) => Promise<DecodedTogether>;

/** Whoever tries rungs brings them: where their libraries lie is no business of a rung. */
export interface Decoders {
  readonly zxing: Decoder;
  readonly "zxing-denoise": Decoder;
  readonly own: Decoder;
  readonly wechat: Decoder;
  readonly together: JointDecoder;
}

/** Those that read one picture. */
export type DecoderName = Exclude<keyof Decoders, "together">;
