/** What a reader finds in a picture. */
import type { ErrorCorrection } from "../standard/errorcorrection.ts";
import type { Corners } from "./corners.ts";

export interface ReadSymbol {
  /** The bytes of the symbol after error correction; never empty. */
  readonly payload: Uint8Array;
  /** 1 to 40, where the reader tells. */
  readonly version: number | null;
  /** Where the reader tells. */
  readonly errorCorrection: ErrorCorrection | null;
  readonly corners: Corners;
}

/** A symbol that is there and was not read; null wherever the reader does not tell. */
export interface UnreadSymbol {
  /** All but the time is about the best attempt. */
  readonly reason:
    | "grid" // finder patterns that belong together, and no modules that fit between them
    | "blocks" // too many codewords are wrong
    | "mode" // it holds characters that are not read here: kanji, ECI and the like
    | "contents" // corrected, and yet no encoder writes such bits, or none at all
    | "time"; // told to stop
  readonly version: number | null;
  readonly corners: Corners;
  /** Standard deviation of the blur, in modules. */
  readonly blur: number | null;
  /** Blocks corrected, and how many the symbol would have if its format was read right. */
  readonly solved: number | null;
  readonly blocks: number | null;
}

export interface Decoded {
  /** At most limits.symbolsPerPicture. */
  readonly read: readonly ReadSymbol[];
  readonly unread: readonly UnreadSymbol[];
}

/** Of several pictures: each symbol with the index of the one that its corners are in. */
export interface DecodedTogether extends Decoded {
  readonly read: readonly (ReadSymbol & { readonly picture: number })[];
  readonly unread: readonly (UnreadSymbol & { readonly picture: number })[];
}

/**
 * How far a reader goes that searches for a long time: all there is, or no further once it has read something, apart from
 * symbols as large as that.
 */
export type Extent = "all" | "first";
