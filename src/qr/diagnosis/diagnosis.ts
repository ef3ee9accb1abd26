/** Why nothing was read, from what the readers saw and from the picture itself. */
import type { Corners } from "../picture/corners.ts";
import type { UnreadSymbol } from "../picture/findings.ts";
import type { GreyPixels } from "../picture/pixels.ts";
import type { FinderPattern } from "../reader/finding/finders.ts";
import { shrinkTo } from "../transforms/scale.ts";
import { measureLosses } from "./cells.ts";
import { measureExposure, stretch } from "./exposure.ts";
import { measureMovement } from "./movement.ts";
import { findPatch } from "./patch.ts";
import { measureEdgeWidth } from "./sharpness.ts";
import { liesAt, meanSide, seeFinders, seePart, seeSymbols } from "./sight.ts";
import type { Sighting } from "./sight.ts";
import { thresholds } from "./thresholds.ts";

/** A cause and what was measured of it. Corners are in pixels of the picture, null where no code can be made out. */
export type Cause =
  /** `blur`: standard deviation in modules, null where no module can be made out; `moved`: in one direction only. */
  | {
      readonly cause: "blurred";
      readonly blur: number | null;
      readonly readable: number;
      readonly moved: boolean;
    }
  /** Pixels along the code's side; `needed` is null where its modules cannot be counted. */
  | { readonly cause: "too-small"; readonly pixels: number; readonly needed: number | null }
  /** Share of the code that is white. */
  | { readonly cause: "glare"; readonly share: number }
  /** Share of the code that is black; light of its darkest part over that of its lightest. */
  | { readonly cause: "shaded"; readonly share: number; readonly evenness: number }
  | { readonly cause: "cut-off"; readonly edge: Edge }
  /** Blocks of the code that came out right; null where the readers did not get so far. */
  | { readonly cause: "crumpled"; readonly solved: number | null; readonly blocks: number | null }
  /** Grey level, 0 to 255, that 99 of 100 pixels stay under. */
  | { readonly cause: "too-dark"; readonly white: number }
  /** Grey levels between dark and light. */
  | { readonly cause: "no-contrast"; readonly contrast: number; readonly washedOut: boolean }
  /** The code was read as far as that: it holds kanji or another character set. */
  | { readonly cause: "foreign-characters" }
  | { readonly cause: "none" };

export type Edge = "left" | "right" | "top" | "bottom";

export type Diagnosis = Cause & { readonly corners: Corners | null };

/**
 * The cause that is likeliest to mend the picture, first those that are measured most surely.
 *
 * @param unread symbols that readers saw, those that are none included
 */
export function diagnose(image: GreyPixels, unread: readonly UnreadSymbol[]): Diagnosis {
  const exposure = measureExposure(image, thresholds.saturated);
  const { black, white, saturatedShare } = exposure;
  const contrast = white - black;
  if (contrast < thresholds.leastContrast || white < thresholds.darkWhite) {
    const isCode = seeSymbols(seeFinders(stretch(image, exposure), null), []).length > 0;
    if (white < thresholds.darkWhite) return { cause: "too-dark", white, corners: null };
    const washedOut = saturatedShare > thresholds.washedOut;
    // A page without anything on it is as white as that, and even.
    if (isCode || (washedOut && contrast > 0))
      return { cause: "no-contrast", contrast, washedOut, corners: null };
    return { cause: "none", corners: null };
  }

  const edgeWidth = measureEdges(image);
  const finders = seeFinders(image, edgeWidth);
  const [largest] = seeSymbols(finders, unread);
  if (largest !== undefined) return judgeSymbol(image, largest, finders);
  if (
    edgeWidth !== null &&
    edgeWidth > (thresholds.blurredEdge * Math.max(longerSide(image), MEASURED_SIDE)) / MEASURED_SIDE
  ) {
    // Out of focus, everything is smeared in all directions alike.
    const moved = measureMovement(image, wholeOf(image)) > thresholds.movedRatio;
    return { cause: "blurred", blur: null, readable: thresholds.readableBlur, moved, corners: null };
  }
  return judgePart(image, finders) ?? judgePatch(image) ?? { cause: "none", corners: null };
}

function wholeOf({ width, height }: GreyPixels): Corners {
  return [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
}

/** Why each symbol that a reader saw was not read; those that are none are left out. */
export function diagnoseSymbols(image: GreyPixels, unread: readonly UnreadSymbol[]): readonly Diagnosis[] {
  if (unread.length === 0) return [];
  const finders = seeFinders(image, measureEdges(image));
  return seeSymbols(finders, unread).flatMap((seen) =>
    seen.unread === null ? [] : [judgeSymbol(image, seen, finders)],
  );
}

/** Finder patterns that are sure to be some, for whoever shows them. */
export function markFinders(image: GreyPixels): readonly FinderPattern[] {
  return seeFinders(image, measureEdges(image)).filter(
    ({ correlation }) => correlation >= thresholds.sureFinder,
  );
}

/** Pixels of the copy on which edges are measured. */
const MEASURED_SIDE = 1000;

const longerSide = ({ width, height }: GreyPixels): number => Math.max(width, height);

/** Measured on a copy of at most 1000 pixels, told in pixels of the picture. */
function measureEdges(image: GreyPixels): number | null {
  const copy = shrinkTo(MEASURED_SIDE)(image).image;
  const width = measureEdgeWidth(copy);
  return width === null ? null : (width * image.width) / copy.width;
}

function judgeSymbol(image: GreyPixels, seen: Sighting, finders: readonly FinderPattern[]): Diagnosis {
  const { corners, size, module, unread } = seen;
  if (unread?.reason === "mode") return { cause: "foreign-characters", corners };
  const edge = findCut(image, corners, thresholds.edgeModules * module);
  if (edge !== null) {
    // Corners of crumpled paper are placed by guess: what is there must go on to the edge.
    const part = seePart(
      image,
      finders.filter(({ place }) => liesAt(corners, place)),
    );
    // A reader guesses where a finder beyond the edge lies, and may guess the wrong side: what is there decides.
    if (part?.reachesEdge === true)
      return { cause: "cut-off", edge: findCut(image, part.corners, Infinity) ?? edge, corners };
    if (part === null) return { cause: "cut-off", edge, corners };
  }
  return judgeWhole(image, seen, Math.round(size));
}

/** What lies inside the picture and is to be explained by its pixels. */
function judgeWhole(
  image: GreyPixels,
  { corners, size, module, blur, unread }: Sighting,
  modules: number,
): Diagnosis {
  const { readableBlur, suspectBlur, leastModule, enoughModule, lostShare } = thresholds;
  const tooSmall: Diagnosis = {
    cause: "too-small",
    pixels: Math.round(meanSide(corners)),
    needed: modules * enoughModule,
    corners,
  };
  if (module < leastModule) return tooSmall;
  const losses = measureLosses(image, corners, size, thresholds.saturated);
  if (losses.glare >= lostShare) return { cause: "glare", share: losses.glare, corners };
  const blurred = (moved: boolean): Diagnosis => ({
    cause: "blurred",
    blur,
    readable: readableBlur,
    moved,
    corners,
  });
  if (wasMoved(image, corners, blur)) return blurred(true);
  if (blur > readableBlur) return blurred(false);
  if (losses.shade >= lostShare)
    return { cause: "shaded", share: losses.shade, evenness: losses.evenness, corners };
  if (losses.damage < lostShare) {
    if (blur > suspectBlur) return blurred(false);
    if (module < enoughModule) return tooSmall;
  }
  return { cause: "crumpled", solved: unread?.solved ?? null, blocks: unread?.blocks ?? null, corners };
}

/** A steep view, too, has more edges one way than the other, but sharp ones. */
function wasMoved(image: GreyPixels, corners: Corners, blur: number): boolean {
  return blur > thresholds.sharpBlur && measureMovement(image, corners) > thresholds.movedRatio;
}

/** The edge of the picture beyond which the code goes on, or null. */
function findCut({ width, height }: GreyPixels, corners: Corners, margin: number): Edge | null {
  const beyond: readonly (readonly [Edge, number])[] = [
    ["left", -Math.min(...corners.map(({ x }) => x))],
    ["right", Math.max(...corners.map(({ x }) => x)) - width],
    ["top", -Math.min(...corners.map(({ y }) => y))],
    ["bottom", Math.max(...corners.map(({ y }) => y)) - height],
  ];
  const [farthest] = beyond.toSorted(([, a], [, b]) => b - a);
  if (farthest === undefined) return null;
  const [edge, distance] = farthest;
  return distance > -margin ? edge : null;
}

/** Modules beyond the part that can be seen, where what hides the rest would lie. */
const BEYOND = 8;

function judgePart(image: GreyPixels, finders: readonly FinderPattern[]): Diagnosis | null {
  const part = seePart(image, finders);
  if (part === null) return null;
  const { corners, size, blur, reachesEdge } = part;
  if (wasMoved(image, corners, blur)) {
    return { cause: "blurred", blur, readable: thresholds.readableBlur, moved: true, corners };
  }
  // It stops at the edge: the nearest one.
  const edge = reachesEdge ? findCut(image, corners, Infinity) : null;
  if (edge !== null) return { cause: "cut-off", edge, corners };
  const around = growCorners(corners, (size + 2 * BEYOND) / size);
  const { glare, shade, evenness } = measureLosses(image, around, size + 2 * BEYOND, thresholds.saturated);
  if (glare >= thresholds.lostShare) return { cause: "glare", share: glare, corners };
  if (shade >= thresholds.lostShare) return { cause: "shaded", share: shade, evenness, corners };
  return judgeWhole(image, part, Math.round(size));
}

/** From their middle outwards. */
function growCorners(corners: Corners, factor: number): Corners {
  const x = corners.reduce((sum, corner) => sum + corner.x, 0) / 4;
  const y = corners.reduce((sum, corner) => sum + corner.y, 0) / 4;
  const [a, b, c, d] = corners;
  const grow = (corner: Corners[0]): Corners[0] => ({
    x: x + (corner.x - x) * factor,
    y: y + (corner.y - y) * factor,
  });
  return [grow(a), grow(b), grow(c), grow(d)];
}

/** Of what is too large to be far away, only a movement can be told. */
function judgePatch(image: GreyPixels): Diagnosis | null {
  const patch = findPatch(image);
  if (patch === null) return null;
  const { corners, side, isFine } = patch;
  if (measureMovement(image, corners) > thresholds.movedRatio) {
    return { cause: "blurred", blur: null, readable: thresholds.readableBlur, moved: true, corners };
  }
  return isFine ? { cause: "too-small", pixels: Math.round(side), needed: null, corners } : null;
}
