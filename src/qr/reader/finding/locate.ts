/**
 * Where a symbol lies whose three finder patterns are known: version and fourth point by the vote of all alignment
 * and timing patterns. The version's own bits are not needed.
 */
import type { GreyPixels } from "../../picture/pixels.ts";
import { layoutOf } from "../../standard/layout.ts";
import type { Layout } from "../../standard/layout.ts";
import type { Correspondence, Projection } from "../geometry/projection.ts";
import { affineAt, fitProjection, project } from "../geometry/projection.ts";
import { sampleAt } from "../geometry/sampling.ts";
import type { FinderPattern } from "./finders.ts";
import { alignmentSquares, blurPattern, correlate } from "./pattern.ts";
import type { BlurredPattern } from "./pattern.ts";
import { CENTRE, stepBetween } from "./triples.ts";
import type { Step, Triple } from "./triples.ts";

/** One supposition about a symbol. */
export interface Location {
  readonly layout: Layout;
  /** Modules from the symbol's upper left corner to pixels. */
  readonly projection: Projection;
  /** Mean correlation of alignment and timing patterns: about 0.5 and more where it is right, 0.2 where not. */
  readonly agreement: number;
  /** Standard deviation in modules by the finders. */
  readonly blur: number;
  /** The finders' centres and corners: known places, for whoever follows the paper's bending. */
  readonly anchors: readonly Correspondence[];
}

/** Agreement that no wrong version reaches, and one at which the fourth point is near enough. */
const BEYOND_DOUBT = 0.6;
const NEAR_ENOUGH = 0.45;
/** Up to here a symbol has one alignment pattern or none. */
export const LAST_SMALL_VERSION = 6;

/** Alternatives of the fourth point that are kept of one version. */
const ALTERNATIVES = 4;
/** Of the best agreement: what comes to less is no alternative to it. */
const WORTH_COUNTING = 0.6;
/** So many patterns tell that a fourth point is out of the question; the rest need not be asked. */
const FEW_VOTERS = 12;

/** Suppositions about the symbol that these finders are corners of, the likeliest first. */
export function locateSymbol(
  image: GreyPixels,
  triple: Triple,
  shouldStop: () => boolean,
): readonly Location[] {
  const locations: Location[] = [];
  for (const version of likelyVersions(triple.size)) {
    if (shouldStop()) break;
    const found = locateAs(image, triple, layoutOf(version));
    locations.push(...found);
    // The first version is the finders' own estimate; small symbols have too few patterns to be sure by.
    if (version > LAST_SMALL_VERSION && (found[0]?.agreement ?? 0) > BEYOND_DOUBT) break;
  }
  return locations.sort((a, b) => b.agreement - a.agreement);
}

/** The versions of symbols with about so many modules a side, the likeliest first. */
export function likelyVersions(size: number): readonly number[] {
  const exact = (size - 17) / 4;
  return [0, 1, -1, 2, -2]
    .map((off) => Math.round(exact) + off)
    .filter((version) => version >= 1 && version <= 40 && Math.abs(version - exact) < 1 + version / 12);
}

/** Draws the four points that carry a symbol's plane onto the picture, the fourth one still open. */
function locateAs(image: GreyPixels, triple: Triple, layout: Layout): readonly Location[] {
  const { topLeft, topRight, bottomLeft } = triple;
  const far = layout.size - CENTRE;
  const anchors = [
    ...anchorsOf(topLeft, CENTRE, CENTRE),
    ...anchorsOf(topRight, far, CENTRE),
    ...anchorsOf(bottomLeft, CENTRE, far),
  ];
  const blur = Math.min(0.9, Math.max(0.3, (topLeft.blur + topRight.blur + bottomLeft.blur) / 3));
  const byFrames = fitProjection(anchors);
  if (byFrames === null) return [];
  const voters = prepareVoters(layout, blur);
  const few = thinOut(voters, FEW_VOTERS / (voters.alignment.length / 2 + voters.timing.length));
  const describe = (projection: Projection): Location => ({
    layout,
    projection,
    agreement: vote(image, projection, voters),
    blur,
    anchors,
  });
  const framed = describe(byFrames);

  // The fourth point takes the place of the lower right alignment pattern; small versions search around it too.
  const fourth = layout.size - 6.5;
  const centres = [
    { u: CENTRE, v: CENTRE, ...pointOf(topLeft) },
    { u: far, v: CENTRE, ...pointOf(topRight) },
    { u: CENTRE, v: far, ...pointOf(bottomLeft) },
  ];
  const across = scaleStep(stepBetween(topLeft, topRight), 1 / (layout.size - 7));
  const down = scaleStep(stepBetween(topLeft, bottomLeft), 1 / (layout.size - 7));
  const tried: { readonly location: Location; readonly point: Step }[] = [];
  let best = framed;
  let bestPoint: Step = project(byFrames, fourth, fourth);
  let bestOfFew = vote(image, byFrames, few);
  const search = (middle: Step, reach: number, step: number): void => {
    for (let right = -reach; right <= reach + 1e-9; right += step) {
      for (let below = -reach; below <= reach + 1e-9; below += step) {
        const point = {
          x: middle.x + right * across.x + below * down.x,
          y: middle.y + right * across.y + below * down.y,
        };
        const projection = fitProjection([...centres, { u: fourth, v: fourth, ...point }]);
        if (projection === null) continue;
        if (layout.version > LAST_SMALL_VERSION) {
          const ofFew = vote(image, projection, few);
          if (ofFew < WORTH_COUNTING * bestOfFew) continue;
          bestOfFew = Math.max(bestOfFew, ofFew);
        }
        const location = describe(projection);
        tried.push({ location, point });
        if (location.agreement > best.agreement) [best, bestPoint] = [location, point];
      }
    }
  };
  const parallelogram = {
    x: topRight.place.x + bottomLeft.place.x - topLeft.place.x - 3 * (across.x + down.x),
    y: topRight.place.y + bottomLeft.place.y - topLeft.place.y - 3 * (across.y + down.y),
  };
  const reach = Math.max(4, layout.size * 0.14);
  if (layout.alignment.length === 0) {
    search(bestPoint, 2, 1);
  } else {
    search(bestPoint, Math.max(3, reach / 3), 1);
    search(bestPoint, 0.8, 0.4);
    if (best.agreement < NEAR_ENOUGH) {
      search(parallelogram, reach, Math.max(0.8, reach / 12));
      search(bestPoint, 0.8, 0.4);
    }
    search(bestPoint, 0.3, 0.15);
  }

  const kept = [best];
  const keptPoints = [bestPoint];
  tried.sort((a, b) => b.location.agreement - a.location.agreement);
  const apart = 1.2 * topLeft.module;
  for (const { location, point } of tried) {
    if (kept.length > ALTERNATIVES || location.agreement < WORTH_COUNTING * best.agreement) break;
    if (keptPoints.some(({ x, y }) => Math.hypot(x - point.x, y - point.y) < apart)) continue;
    kept.push(location);
    keptPoints.push(point);
  }
  return kept.includes(framed) ? kept : [...kept, framed];
}

function pointOf({ place }: FinderPattern): Step {
  return { x: place.x, y: place.y };
}

function scaleStep({ x, y }: Step, by: number): Step {
  return { x: x * by, y: y * by };
}

/** A finder's centre and the four corners of its outer square, as it was fitted. */
export function anchorsOf({ place }: FinderPattern, u: number, v: number): Correspondence[] {
  return [
    [0, 0],
    [-3.5, -3.5],
    [3.5, -3.5],
    [3.5, 3.5],
    [-3.5, 3.5],
  ].map(([right = 0, down = 0]) => ({
    u: u + right,
    v: v + down,
    x: place.x + place.ux * right + place.vx * down,
    y: place.y + place.uy * right + place.vy * down,
  }));
}

/** What can be recognised in a symbol without having read anything of it. */
interface Voters {
  readonly template: BlurredPattern;
  /** Centres of alignment patterns, in modules: u and v in turn. */
  readonly alignment: Float64Array;
  /** Pieces of the timing patterns: runs of module centres along row and column 6. */
  readonly timing: readonly { readonly start: number; readonly end: number; readonly alongRow: boolean }[];
}

/** Modules of timing pattern that vote together: light changes along the whole row, little along ten modules. */
const TIMING_PIECE = 10;

function prepareVoters(layout: Layout, blur: number): Voters {
  const timing: { start: number; end: number; alongRow: boolean }[] = [];
  for (let start = 8; start + 5 <= layout.size - 8; start += TIMING_PIECE) {
    const end = Math.min(start + TIMING_PIECE, layout.size - 8);
    timing.push({ start, end, alongRow: true }, { start, end, alongRow: false });
  }
  return {
    template: blurPattern(alignmentSquares, blur, 2, 1),
    alignment: Float64Array.from(layout.alignment.flatMap(({ row, column }) => [column + 0.5, row + 0.5])),
    timing,
  };
}

function vote(image: GreyPixels, projection: Projection, { template, alignment, timing }: Voters): number {
  let sum = 0;
  for (let index = 0; index < alignment.length; index += 2) {
    sum += correlate(image, template, affineAt(projection, alignment[index] ?? 0, alignment[index + 1] ?? 0));
  }
  for (const { start, end, alongRow } of timing) {
    const line = alongRow ? "row" : "column";
    sum += correlateTiming(image, projection, {
      line,
      start,
      count: end - start,
      along: start + 0.5,
      at: 6.5,
    });
  }
  return sum / (alignment.length / 2 + timing.length);
}

const GOLDEN_RATIO = 0.618;

/** A share of the voters, spread over the symbol: multiples of the golden ratio keep to no row or column. */
function thinOut({ template, alignment, timing }: Voters, share: number): Voters {
  const isOne = (index: number): boolean => (index * GOLDEN_RATIO) % 1 < share;
  return {
    template,
    alignment: alignment.filter((_, index) => isOne(index >> 1)),
    timing: timing.filter((_, index) => isOne(index)),
  };
}

/** Mean correlation of a timing pattern that runs along a row or column, its middle `at` modules from the edge. */
export function timingAlong(
  image: GreyPixels,
  projection: Projection,
  size: number,
  line: "row" | "column",
  at: number,
): number {
  let sum = 0;
  let pieces = 0;
  for (let start = 8; start + 5 <= size - 8; start += TIMING_PIECE) {
    const count = Math.min(TIMING_PIECE, size - 8 - start);
    sum += correlateTiming(image, projection, { line, start, count, along: start + 0.5, at });
    pieces += 1;
  }
  return sum / pieces;
}

/** A run of modules of a timing pattern. */
export interface TimingRun {
  readonly line: "row" | "column";
  /** The first of the run. */
  readonly start: number;
  readonly count: number;
  /** Where the first one's middle is believed to be: along the pattern, and across it, in modules. */
  readonly along: number;
  readonly at: number;
}

/**
 * Correlation of what the picture shows along a run with dark and light in turn, dark at even modules
 * (ISO/IEC 18004 §6.3.5); 0 where the picture is flat.
 */
export function correlateTiming(
  image: GreyPixels,
  [a, b, c, d, e, f, g, h, i]: Projection,
  { line, start, count, along, at }: TimingRun,
): number {
  const isRow = line === "row";
  const [u, v] = isRow ? [along, at] : [at, along];
  const [right, down, deeper] = isRow ? [a, d, g] : [b, e, h];
  let x = a * u + b * v + c;
  let y = d * u + e * v + f;
  let depth = g * u + h * v + i;
  let sum = 0;
  let squares = 0;
  let product = 0;
  let signs = 0;
  let sign = start % 2 === 0 ? 1 : -1;
  for (let module = 0; module < count; module += 1) {
    const value = 255 - sampleAt(image, x / depth, y / depth);
    sum += value;
    squares += value * value;
    product += sign * value;
    signs += sign;
    sign = -sign;
    x += right;
    y += down;
    depth += deeper;
  }
  const variance = squares - (sum * sum) / count;
  if (variance < 4 * count) return 0;
  return (product - (sum * signs) / count) / Math.sqrt(variance * (count - (signs * signs) / count));
}
