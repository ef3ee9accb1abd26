/** The last resort: our own reader, for blurred, bent, mirrored and inverted symbols. Seconds for a large picture. */
import type { Decoder, JointDecoder } from "./decoder.ts";

export const ownDecoder: Decoder = {
  name: "own",
  decode: async (image, shouldStop = () => false, extent = "all") => {
    // Most scans never get here.
    const { readSymbols } = await import("../reader/reader.ts");
    return readSymbols(image, shouldStop, extent);
  },
};

/** The same for several photographs of one sheet: what none of them shows well enough, they may show together. */
export const readTogether: JointDecoder = async (images, shouldStop) => {
  const joint = await import("../reader/joint.ts");
  return joint.readTogether(images, shouldStop);
};
