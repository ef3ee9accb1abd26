/** What goes to the thread that decodes HEIC, and what comes back. */
import type { GreyPixels } from "../../qr/picture/pixels.ts";

/** What the thread is started with. */
export interface HeicTask {
  readonly file: Uint8Array;
  readonly maxPixels: number;
}

export type FromHeicThread =
  /** The decoder is up: what goes wrong from here on is the file's fault. */
  | { readonly kind: "started" }
  | { readonly kind: "read"; readonly image: GreyPixels }
  | { readonly kind: "too-large"; readonly width: number; readonly height: number }
  /** Well formed as far as it was looked at, in a coding that the decoder does not know. */
  | { readonly kind: "unsupported" }
  | { readonly kind: "damaged" };
