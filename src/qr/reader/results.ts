/** What has been read in a picture, and what was seen and not read. */
import type { Point } from "../picture/corners.ts";
import { contains } from "../picture/corners.ts";
import type { UnreadSymbol } from "../picture/findings.ts";
import type { DecodedSymbol, Sight } from "./attempt.ts";
import { isSamePlace } from "./geometry/outline.ts";

export class Results {
  readonly read: DecodedSymbol[] = [];
  readonly #unread: UnreadSymbol[] = [];
  readonly #sights = new Map<DecodedSymbol | UnreadSymbol, Sight>();

  /** Whether it was a symbol read. One place read twice counts once; of what was not read the best attempt counts. */
  add(symbol: DecodedSymbol | UnreadSymbol, sight: Sight | null = null): boolean {
    if (sight !== null) this.#sights.set(symbol, sight);
    if ("payload" in symbol) {
      if (!this.read.some(({ corners }) => isSamePlace(corners, symbol.corners))) this.read.push(symbol);
      return true;
    }
    const index = this.#unread.findIndex(({ corners }) => isSamePlace(corners, symbol.corners));
    const known = this.#unread[index];
    if (known === undefined) this.#unread.push(symbol);
    else if (solvedShare(symbol) > solvedShare(known)) this.#unread[index] = symbol;
    return false;
  }

  /** Whether a place lies in a symbol that is read, or corrected and in characters that are not read here. */
  isSettled(place: Point): boolean {
    return [...this.read, ...this.#foreign()].some(({ corners }) => contains(corners, place));
  }

  /** Whether there is no such symbol so far. */
  get isEmpty(): boolean {
    return this.read.length === 0 && this.#foreign().length === 0;
  }

  /** Contents that make no sense prove nothing: blank paper is corrected to zeros. */
  #foreign(): readonly UnreadSymbol[] {
    return this.#unread.filter(({ reason }) => reason === "mode");
  }

  finish(): { readonly read: readonly DecodedSymbol[]; readonly unread: readonly UnreadSymbol[] } {
    const isRead = (symbol: UnreadSymbol): boolean =>
      this.read.some(({ corners }) => isSamePlace(corners, symbol.corners));
    return { read: this.read, unread: this.#unread.filter((symbol) => !isRead(symbol)) };
  }

  /** How a symbol that was read, or not, was seen; null where its grid was not found. */
  sightOf(symbol: DecodedSymbol | UnreadSymbol): Sight | null {
    return this.#sights.get(symbol) ?? null;
  }
}

/** Below 0 for a symbol whose grid was not found. */
function solvedShare({ solved, blocks }: UnreadSymbol): number {
  return solved === null || blocks === null ? -1 : solved / blocks;
}
