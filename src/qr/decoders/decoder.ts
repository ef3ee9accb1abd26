/** What every reader library looks like from outside. */
import type { Decoded, Extent } from "../picture/findings.ts";
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
