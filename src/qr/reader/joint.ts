/**
 * Several photographs of the same symbols: what none of them shows well enough, all of them may show together. Each
 * is searched by itself; symbols that nobody could read alone are matched by what their modules were taken for, and
 * read as one (rounds.ts).
 */
import { equalBytes } from "../../core/encoding/bytes.ts";
import { limits } from "../../core/limits.ts";
import type { UnreadSymbol } from "../picture/findings.ts";
import type { GreyPixels } from "../picture/pixels.ts";
import { shareOut } from "../standard/blocks.ts";
import type { ErrorCorrection } from "../standard/errorcorrection.ts";
import { layoutOf } from "../standard/layout.ts";
import { describeSymbol } from "./attempt.ts";
import type { DecodedSymbol, Sight } from "./attempt.ts";
import { searchPicture } from "./reader.ts";
import { readInRounds } from "./rounds.ts";

/** A symbol with the index of the picture that its corners are in: the first one in which it was found. */
export type ReadTogether = DecodedSymbol & { readonly picture: number };
export type UnreadTogether = UnreadSymbol & { readonly picture: number };

export interface SymbolsTogether {
  readonly read: readonly ReadTogether[];
  /** Each symbol once, however many pictures show it. */
  readonly unread: readonly UnreadTogether[];
}

/** What one picture shows of a symbol. */
interface Appearance {
  readonly symbol: DecodedSymbol | UnreadSymbol;
  readonly sight: Sight | null;
  readonly picture: number;
}

/**
 * Every symbol that can be read in any of the pictures, or in several of them together.
 *
 * @param images photographs of the same sheet, in any order; each may show other symbols as well
 * @param shouldStop asked often; once it is true the result is what has been found until then
 * @returns corners in the first picture in which the symbol was found, which each symbol names; blur as there
 */
export function readTogether(images: readonly GreyPixels[], shouldStop: () => boolean): SymbolsTogether {
  const groups: Appearance[][] = [];
  for (const [picture, image] of images.entries()) {
    if (shouldStop()) break;
    const results = searchPicture(image, shouldStop);
    const { read, unread } = results.finish();
    for (const symbol of [...read, ...unread]) {
      addToGroup(groups, { symbol, sight: results.sightOf(symbol), picture });
    }
  }
  const read: ReadTogether[] = [];
  const unread: UnreadTogether[] = [];
  for (const group of groups) {
    const [first] = group;
    if (first === undefined) continue;
    const { picture } = first;
    const symbol = readGroup(group, shouldStop);
    if (symbol !== null) read.push({ ...symbol, picture });
    else if (!("payload" in first.symbol)) unread.push({ ...first.symbol, picture });
  }
  return { read: read.slice(0, limits.symbolsPerPicture), unread };
}

/**
 * Of modules taken for the same by two pictures less those taken for different. Two codes agree in none beyond
 * chance, or in a third where they hold almost the same; at a blur of 0.9 one code agrees with itself in two thirds.
 */
const LEAST_AGREEMENT = 0.3;

/** Puts an appearance with those of the same symbol in other pictures, or by itself. */
function addToGroup(groups: Appearance[][], found: Appearance): void {
  let best: Appearance[] | null = null;
  let bestAgreement = LEAST_AGREEMENT;
  for (const group of groups) {
    if (group.some(({ picture }) => picture === found.picture)) continue;
    const agreement = Math.min(...group.map((other) => compare(other, found)));
    if (agreement > bestAgreement) [best, bestAgreement] = [group, agreement];
  }
  if (best === null) groups.push([found]);
  else best.push(found);
}

/** Agreement from −1 to 1; what was read is either the same or not. */
function compare(a: Appearance, b: Appearance): number {
  if ("payload" in a.symbol && "payload" in b.symbol) {
    return equalBytes(a.symbol.payload, b.symbol.payload) ? 1 : -1;
  }
  if (a.sight === null || b.sight?.version !== a.sight.version) return -1;
  for (const [one, other] of [
    [a, b.sight],
    [b, a.sight],
  ] as const) {
    if (!("payload" in one.symbol) || one.sight === null) continue;
    if (!bearsOut(other, one.sight.modules, one.symbol.errorCorrection)) return -1;
  }
  return agreementOf(a.sight, b.sight);
}

function agreementOf({ version, modules }: Sight, other: Sight): number {
  let sum = 0;
  let squares = 0;
  let otherSquares = 0;
  for (const at of layoutOf(version).data) {
    const a = modules[at] ?? 0;
    const b = other.modules[at] ?? 0;
    sum += a * b;
    squares += a * a;
    otherSquares += b * b;
  }
  return sum / Math.sqrt(squares * otherSquares + 1e-9);
}

/** The symbol as its first appearance shows it: read in any of the pictures, or in all of them together. */
function readGroup(group: readonly Appearance[], shouldStop: () => boolean): DecodedSymbol | null {
  const [first] = group;
  for (const { symbol } of group) {
    if (!("payload" in symbol)) continue;
    const { corners, blur } = first?.symbol ?? symbol;
    return { ...symbol, corners, blur: blur ?? symbol.blur };
  }
  const sights = group.flatMap(({ sight }) => (sight === null ? [] : [sight]));
  const [sight] = sights;
  if (sight === undefined || sights.length < 2 || shouldStop()) return null;
  const reading = readInRounds(
    sights.map(({ view }) => view),
    sight.version,
    shouldStop,
  );
  if (reading === null) return null;
  const [fitted] = reading.views;
  if (fitted === undefined) return null;
  const symbol = describeSymbol(reading, sight, fitted);
  if (symbol === null) return null;
  return sights.every((one) => bearsOut(one, reading.modules, reading.format.errorCorrection))
    ? symbol
    : null;
}

/** Share of a block's check bits that a picture may show otherwise; another code's would be a half. */
const MOST_DIFFERENT = 0.35;

/**
 * Whether a picture, as it was understood alone, agrees with every block of what was read in others or in several.
 * Were they of different codes, one could lend some blocks and another the others. Codes that differ at all differ
 * in most of a block's check codewords.
 *
 * @param corrected the modules that were read (Reading)
 */
function bearsOut(
  { version, modules }: Sight,
  corrected: Float32Array,
  errorCorrection: ErrorCorrection,
): boolean {
  const { data } = layoutOf(version);
  return shareOut(version, errorCorrection).every(({ places, checks }) => {
    let shown = 0;
    let different = 0;
    for (const place of places.subarray(places.length - checks)) {
      for (const at of data.subarray(8 * place, 8 * place + 8)) {
        const product = (modules[at] ?? 0) * (corrected[at] ?? 0);
        if (product !== 0) shown += 1;
        if (product < 0) different += 1;
      }
    }
    return different <= MOST_DIFFERENT * shown;
  });
}
