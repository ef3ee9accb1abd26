/** What the main thread and a reader's thread say to each other. */
import type { Tried } from "../../qr/ladder/readers.ts";
import type { Extent } from "../../qr/picture/findings.ts";
import type { GreyPixels } from "../../qr/picture/pixels.ts";

export type ToReader =
  | { readonly kind: "pictures"; readonly pictures: readonly GreyPixels[] }
  /** Tries a rung, by its name, on the last pictures. */
  | {
      readonly kind: "attempt";
      readonly rung: string;
      readonly milliseconds: number;
      readonly extent: Extent;
    };

/** The answer to an attempt. */
export type FromReader = Tried;
