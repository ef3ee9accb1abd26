/** One rung tried on one picture. */
import type { Corners, Decoded } from "../decoders/decoder.ts";
import type { GreyPixels } from "../pixels.ts";
import type { Transformed } from "../transforms/transform.ts";
import type { Rung } from "./rungs.ts";

/** What the rung's decoder makes of the transformed picture, places in pixels of `image`. Throws what either throws. */
export async function tryRung(
  { transform, decoder }: Rung,
  image: GreyPixels,
  shouldStop: () => boolean,
): Promise<Decoded> {
  if (transform === null) return decoder.decode(image, shouldStop);
  const transformed = transform(image);
  const { read, unread } = await decoder.decode(transformed.image, shouldStop);
  return {
    read: read.map((symbol) => ({ ...symbol, corners: bringBack(symbol.corners, transformed) })),
    unread: unread.map((symbol) => ({ ...symbol, corners: bringBack(symbol.corners, transformed) })),
  };
}

function bringBack([a, b, c, d]: Corners, { back }: Transformed): Corners {
  return [back(a), back(b), back(c), back(d)];
}
