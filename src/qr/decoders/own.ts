/** The last resort: our own reader, for blurred, bent, mirrored and inverted symbols. Seconds for a large picture. */
import type { GreyPixels } from "../picture/pixels.ts";
import type { Decoder } from "./decoder.ts";
import type { Decoded, ReadSymbol, UnreadSymbol } from "../picture/findings.ts";

export const ownDecoder: Decoder = {
  name: "own",
  decode: async (image, shouldStop = () => false, extent = "all") => {
    // Most scans never get here.
    const { readSymbols } = await import("../reader/reader.ts");
    return readSymbols(image, shouldStop, extent);
  },
};

/** Each symbol with the index of the picture that its corners are in. */
export interface DecodedTogether extends Decoded {
  readonly read: readonly (ReadSymbol & { readonly picture: number })[];
  readonly unread: readonly (UnreadSymbol & { readonly picture: number })[];
}

/** The same for several photographs of one sheet: what none of them shows well enough, they may show together. */
export async function readTogether(
  images: readonly GreyPixels[],
  shouldStop: () => boolean,
): Promise<DecodedTogether> {
  const joint = await import("../reader/joint.ts");
  return joint.readTogether(images, shouldStop);
}
