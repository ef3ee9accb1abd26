/** One rung tried on the picture, or on several of one symbol. */
import { bug } from "../../core/refusals.ts";
import type { Decoders } from "../decoders/decoder.ts";
import { mapCorners } from "../picture/corners.ts";
import type { Decoded, Extent } from "../picture/findings.ts";
import type { GreyPixels } from "../picture/pixels.ts";
import type { JointRung, Rung } from "./rungs.ts";

/** What the rung's decoder makes of the transformed picture, places in pixels of the picture. Throws what either throws. */
export async function tryRung(
  rung: Rung | JointRung,
  pictures: readonly GreyPixels[],
  shouldStop: () => boolean,
  extent: Extent,
  decoders: Decoders,
): Promise<Decoded> {
  if (rung.decoder === "together") return decoders.together(pictures, shouldStop);
  const [image, ...others] = pictures;
  if (image === undefined || others.length > 0) throw bug("this rung takes one picture");
  const { transform } = rung;
  const decoder = decoders[rung.decoder];
  if (transform === null) return decoder.decode(image, shouldStop, extent);
  const { image: changed, back } = transform(image);
  const { read, unread } = await decoder.decode(changed, shouldStop, extent);
  return {
    read: read.map((symbol) => ({ ...symbol, corners: mapCorners(symbol.corners, back) })),
    unread: unread.map((symbol) => ({ ...symbol, corners: mapCorners(symbol.corners, back) })),
  };
}
