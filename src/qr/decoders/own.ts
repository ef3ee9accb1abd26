/** The last resort: our own reader, for blurred, bent, mirrored and inverted symbols. Seconds for a large picture. */
import type { Decoder } from "./decoder.ts";

export const ownDecoder: Decoder = {
  name: "own",
  decode: async (image, shouldStop = () => false) => {
    // Most scans never get here.
    const { readSymbols } = await import("../reader/reader.ts");
    return readSymbols(image, shouldStop);
  },
};
