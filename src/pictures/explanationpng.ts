/** What was found in a picture, drawn over it, as a file. */
import { paintExplanation } from "../qr/diagnosis/explanation.ts";
import type { Corners } from "../qr/picture/corners.ts";
import type { GreyPixels } from "../qr/picture/pixels.ts";
import { writeColourPng } from "./png/writecolour.ts";

/** A PNG in colour of what `paintExplanation` gives. */
export function drawExplanation(
  image: GreyPixels,
  read: readonly Corners[],
  unread: readonly Corners[],
): Promise<Uint8Array> {
  return writeColourPng(paintExplanation(image, read, unread));
}
