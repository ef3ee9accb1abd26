/** What has been read in a picture, and what was seen and not read. */
import type { UnreadSymbol } from "../decoders/decoder.ts";
import type { DecodedSymbol } from "./attempt.ts";
import { isSamePlace } from "./corners.ts";

export class Results {
  readonly read: DecodedSymbol[] = [];
  readonly #unread: UnreadSymbol[] = [];

  /** Whether it was a symbol read. One place read twice counts once; of what was not read the best attempt counts. */
  add(result: DecodedSymbol | UnreadSymbol): boolean {
    if ("payload" in result) {
      if (!this.read.some(({ corners }) => isSamePlace(corners, result.corners))) this.read.push(result);
      return true;
    }
    const index = this.#unread.findIndex(({ corners }) => isSamePlace(corners, result.corners));
    const known = this.#unread[index];
    if (known === undefined) this.#unread.push(result);
    else if (solvedShare(result) > solvedShare(known)) this.#unread[index] = result;
    return false;
  }

  finish(): { readonly read: readonly DecodedSymbol[]; readonly unread: readonly UnreadSymbol[] } {
    const isRead = (symbol: UnreadSymbol): boolean =>
      this.read.some(({ corners }) => isSamePlace(corners, symbol.corners));
    return { read: this.read, unread: this.#unread.filter((symbol) => !isRead(symbol)) };
  }
}

/** Below 0 for a symbol whose grid was not found. */
function solvedShare({ solved, blocks }: UnreadSymbol): number {
  return solved === null || blocks === null ? -1 : solved / blocks;
}
