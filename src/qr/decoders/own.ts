/**
 * The last resort: our own reader, for blurred and bent symbols. Seconds for a large picture, and it knows neither
 * mirrored codes nor light ones on dark.
 */
import type { Decoder } from "./decoder.ts";

export const ownDecoder: Decoder = {
  name: "own",
  decode: async (image, shouldStop = () => false) => {
    // Most scans never get here.
    const { readSymbols } = await import("../reader/reader.ts");
    return readSymbols(image, shouldStop);
  },
};
