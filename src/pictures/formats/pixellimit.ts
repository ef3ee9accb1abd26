/** The most pixels that any picture may have. */
import { failure } from "./refusals.ts";
import { limits } from "../../core/limits.ts";

/** Throws image/too-many-pixels. */
export function checkPixels(width: number, height: number): void {
  if (width * height > limits.picturePixels) {
    throw failure("image/too-many-pixels", { width, height, maxPixels: limits.picturePixels });
  }
}
