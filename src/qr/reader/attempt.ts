/** One attempt at a symbol: from three finders to its bytes, or to why there are none. */
import type { Corners } from "../picture/corners.ts";
import type { UnreadSymbol } from "../picture/findings.ts";
import type { GreyPixels } from "../picture/pixels.ts";
import type { ErrorCorrection } from "../standard/errorcorrection.ts";
import { scaleFinder } from "./finding/finders.ts";
import { anchorsOf, locateSymbol } from "./finding/locate.ts";
import { CENTRE } from "./finding/triples.ts";
import type { Triple } from "./finding/triples.ts";
import { flatField } from "./geometry/field.ts";
import { findCorners, isSheet } from "./geometry/outline.ts";
import { fitProjection, scaleProjection } from "./geometry/projection.ts";
import { halve } from "./geometry/sampling.ts";
import { isMirrored, transposeField, transposeProjection } from "./grid/mirror.ts";
import { chooseSuppositions } from "./grid/suppositions.ts";
import type { Supposition } from "./grid/suppositions.ts";
import { readInRounds } from "./rounds.ts";
import type { FittedView, Reading, View } from "./rounds.ts";

export interface DecodedSymbol {
  /** Never empty. */
  readonly payload: Uint8Array;
  readonly version: number;
  readonly errorCorrection: ErrorCorrection;
  /** In pixels of the picture. */
  readonly corners: Corners;
  /** Standard deviation of the blur, in modules. */
  readonly blur: number;
}

/** What came of three finders. */
export interface Attempt {
  readonly symbol: DecodedSymbol | UnreadSymbol;
  /** Null where the grid was not found. */
  readonly sight: Sight | null;
}

/** A symbol in one picture, for whoever wants to read it together with others. */
export interface Sight {
  readonly version: number;
  /** Where it was thought to lie at first, in a copy of the picture that is `scale` times smaller. */
  readonly view: View;
  readonly scale: number;
  /** What its modules were taken for in the end (Reading). */
  readonly modules: Float32Array;
}

/** The picture, then copies of half the size each. */
export function buildPyramid(image: GreyPixels): readonly GreyPixels[] {
  const pyramid = [image];
  for (let picture = image; Math.min(picture.width, picture.height) >= 80;) {
    picture = halve(picture);
    pyramid.push(picture);
  }
  return pyramid;
}

/** Pixels a module at which finders are compared, and modules sampled: more only cost time, fewer lose detail. */
const LEAST_PIXELS = 3.5;

/** The smallest copy of the picture that still has enough pixels a module, and how much smaller it is. */
export function chooseLevel(pyramid: readonly GreyPixels[], module: number): number {
  let level = 0;
  while (level + 1 < pyramid.length && module / 2 ** (level + 1) >= LEAST_PIXELS) level += 1;
  return level;
}

/**
 * @param triple in pixels of the whole picture
 * @returns null where the three hardly are a symbol's finders
 */
export function readTriple(
  pyramid: readonly GreyPixels[],
  triple: Triple,
  shouldStop: () => boolean,
): Attempt | null {
  const { topLeft, topRight, bottomLeft } = triple;
  const level = chooseLevel(pyramid, Math.min(topLeft.module, topRight.module, bottomLeft.module));
  const picture = pyramid[level];
  if (picture === undefined) return null;
  const scale = 2 ** level;
  const locations = locateSymbol(picture, scaleTriple(triple, 1 / scale), shouldStop);
  let unread: Unread | null = null;
  for (const supposed of chooseSuppositions(picture, locations, shouldStop)) {
    if (shouldStop()) break;
    const { version, projection, field } = unmirror(picture, supposed);
    const view = { image: picture, projection, field };
    const reading = readInRounds([view], version, shouldStop);
    const fitted = reading?.views[0];
    if (reading === null || fitted === undefined) break;
    const sight = { version, view, scale, modules: reading.modules };
    const symbol = describeSymbol(reading, sight, fitted);
    if (symbol !== null) return { symbol, sight };
    const { solved, blocks } = reading;
    if (unread === null || solved * unread.symbol.blocks > unread.symbol.solved * blocks) {
      const corners = findCorners(scaleProjection(projection, scale), fitted.field);
      if (!isSheet(corners)) continue;
      const reason = giveReason(reading, shouldStop);
      unread = { symbol: { version, corners, blur: fitted.blur, reason, solved, blocks }, sight };
    }
  }
  if (unread !== null) return unread;
  const symbol = describeFinders(triple, shouldStop);
  return symbol === null ? null : { symbol, sight: null };
}

/** Finders as like the template as this are no accident, even where no grid is found between them. */
const SURE_FINDER = 0.85;

function describeFinders(triple: Triple, shouldStop: () => boolean): UnreadSymbol | null {
  const { topLeft, topRight, bottomLeft, size } = triple;
  const finders = [topLeft, topRight, bottomLeft];
  if (finders.some(({ correlation }) => correlation < SURE_FINDER)) return null;
  const far = size - CENTRE;
  const projection = fitProjection([
    ...anchorsOf(topLeft, CENTRE, CENTRE),
    ...anchorsOf(topRight, far, CENTRE),
    ...anchorsOf(bottomLeft, CENTRE, far),
  ]);
  if (projection === null) return null;
  return {
    reason: shouldStop() ? "time" : "grid",
    version: null,
    corners: findCorners(projection, flatField(size)),
    blur: finders.reduce((sum, { blur }) => sum + blur, 0) / finders.length,
    solved: null,
    blocks: null,
  };
}

interface Unread extends Attempt {
  readonly symbol: UnreadSymbol & { readonly solved: number; readonly blocks: number };
}

/**
 * The symbol that was read, if it was, with its place in the picture of a sight.
 *
 * @param fitted what the reading made of the sight's view
 */
export function describeSymbol(
  { segments, format }: Reading,
  { version, scale }: Sight,
  { projection, field, blur }: FittedView,
): DecodedSymbol | null {
  if (segments?.kind !== "bytes" || segments.payload.length === 0) return null;
  const corners = findCorners(scaleProjection(projection, scale), field);
  return { payload: segments.payload, version, errorCorrection: format.errorCorrection, corners, blur };
}

/** The same finders in a larger or smaller copy of the picture. */
export function scaleTriple(triple: Triple, by: number): Triple {
  return {
    ...triple,
    topLeft: scaleFinder(triple.topLeft, by),
    topRight: scaleFinder(triple.topRight, by),
    bottomLeft: scaleFinder(triple.bottomLeft, by),
  };
}

function unmirror(picture: GreyPixels, supposed: Supposition): Supposition {
  const { version, projection, field } = supposed;
  if (!isMirrored(picture, version, projection, field)) return supposed;
  return { ...supposed, projection: transposeProjection(projection), field: transposeField(field) };
}

function giveReason({ segments }: Reading, shouldStop: () => boolean): UnreadSymbol["reason"] {
  if (segments === null) return shouldStop() ? "time" : "blocks";
  return segments.kind === "unsupported" ? "mode" : "contents";
}
