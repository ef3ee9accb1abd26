/**
 * Two good finder patterns of a symbol whose third is hidden by glare, dirt or a steep view. The frames of two tell
 * where the third must be; it is looked for there by a template of just that shape, together with the timing
 * patterns that lead to it, which also tell the side on which the symbol lies and how many modules it has.
 */
import type { GreyPixels } from "../../picture/pixels.ts";
import { sizeOf } from "../../standard/version.ts";
import type { Affine, Correspondence, Projection } from "../geometry/projection.ts";
import { affineAt, fitProjection, moduleSide, toModules } from "../geometry/projection.ts";
import type { FinderPattern } from "./finders.ts";
import { anchorsOf, likelyVersions, timingAlong } from "./locate.ts";
import { blurPattern, correlate, finderSquares, fitPattern } from "./pattern.ts";
import { CENTRE, judgeDiagonal, judgeLeg, stepBetween } from "./triples.ts";
import type { Step, Triple } from "./triples.ts";

/** Finders less like the template than this need a third one to vouch for them. */
const LEAST_CORRELATION = 0.75;
/** The likeliest finders that are paired: a bound on time. */
const PAIRED = 10;
/** Of the timing pattern between the two: what lies on the other side, or between two symbols, reaches half of it. */
const LEAST_TIMING = 0.5;
/** Of the third finder's template, or else of the timing patterns that lead to it. */
const LEAST_THIRD = 0.5;

/** Triples of two finders and a supposed third, the likeliest first. */
export function completePairs(
  image: GreyPixels,
  finders: readonly FinderPattern[],
  shouldStop: () => boolean,
): readonly Triple[] {
  const good = finders.filter(({ correlation }) => correlation >= LEAST_CORRELATION).slice(0, PAIRED);
  const triples: Triple[] = [];
  for (const a of good) {
    for (const b of good) {
      if (shouldStop()) break;
      const leg = judgeLeg(a, b);
      if (leg !== null) triples.push(...completeSide(image, a, b, leg.length));
      const diagonal = judgeDiagonal(a, b);
      if (diagonal !== null) triples.push(...completeDiagonal(image, a, b, diagonal));
    }
  }
  return triples.sort((x, y) => y.score - x.score);
}

/** The symbol lies to the right of the way from `a` to `b`; either may be its upper left corner. */
function completeSide(image: GreyPixels, a: FinderPattern, b: FinderPattern, length: number): Triple[] {
  const step = stepBetween(a, b);
  const [from, to] = [a, b].map((finder) => turnFrame(finder, step, 1, 0));
  if (from === undefined || to === undefined) return [];
  let best: { readonly timing: number; readonly frame: Frame } | null = null;
  for (const version of likelyVersions(length + 2 * CENTRE)) {
    const size = sizeOf(version);
    const far = size - CENTRE;
    const anchors = [...anchorsOf(from, CENTRE, CENTRE), ...anchorsOf(to, far, CENTRE)];
    const projection = fitProjection(anchors);
    if (projection === null) continue;
    const timing = timingAlong(image, projection, size, "row", 6.5);
    if (timing > (best?.timing ?? LEAST_TIMING)) best = { timing, frame: { size, anchors, projection } };
  }
  if (best === null) return [];
  const { frame, timing } = best;
  const { size } = frame;
  const far = size - CENTRE;
  const triples: Triple[] = [];
  const asCorner = findThird(image, frame, { u: CENTRE, v: far }, [{ line: "column", at: 6.5 }], from);
  if (asCorner !== null) {
    const { finder, merit } = asCorner;
    const score = from.correlation + to.correlation + merit + timing - 1;
    triples.push({ topLeft: from, topRight: to, bottomLeft: finder, size, score });
  }
  const asSecond = findThird(image, frame, { u: far, v: far }, [{ line: "column", at: size - 6.5 }], to);
  if (asSecond !== null) {
    const { finder, merit } = asSecond;
    const turned = [to, finder, from].map(({ place, ...rest }) => ({ ...rest, place: quarterTurn(place) }));
    const [topLeft, topRight, bottomLeft] = turned;
    if (topLeft !== undefined && topRight !== undefined && bottomLeft !== undefined) {
      const score = from.correlation + to.correlation + merit + timing - 1;
      triples.push({ topLeft, topRight, bottomLeft, size, score });
    }
  }
  return triples;
}

/** `a` is the upper right finder, `b` the lower left one. */
function completeDiagonal(image: GreyPixels, a: FinderPattern, b: FinderPattern, length: number): Triple[] {
  const step = stepBetween(a, b);
  const [right, below] = [a, b].map((finder) => turnFrame(finder, step, -1, 1));
  if (right === undefined || below === undefined) return [];
  const triples: Triple[] = [];
  for (const version of likelyVersions(length + 2 * CENTRE).slice(0, 3)) {
    const size = sizeOf(version);
    const far = size - CENTRE;
    const anchors = [...anchorsOf(right, far, CENTRE), ...anchorsOf(below, CENTRE, far)];
    const projection = fitProjection(anchors);
    if (projection === null) continue;
    const frame = { size, anchors, projection };
    const both = [
      { line: "row", at: 6.5 },
      { line: "column", at: 6.5 },
    ] as const;
    const third = findThird(image, frame, { u: CENTRE, v: CENTRE }, both, right);
    if (third === null || third.timing < LEAST_TIMING) continue;
    const score = right.correlation + below.correlation + third.merit;
    triples.push({ topLeft: third.finder, topRight: right, bottomLeft: below, size, score });
  }
  return triples;
}

/** Two finders' frames and what follows from them, if the symbol has so many modules a side. */
interface Frame {
  readonly size: number;
  readonly anchors: readonly Correspondence[];
  readonly projection: Projection;
}

interface Third {
  readonly finder: FinderPattern;
  /** Mean correlation of the timing patterns that end there. */
  readonly timing: number;
  readonly merit: number;
}

/** Modules around the expected place, as a share of the symbol's side, and the step between places. */
const REACH_SHARE = 0.1;
const LEAST_REACH = 2;
/** A steep view makes the third finder larger or smaller than the frames of the two others tell. */
const scales = [1, 0.8, 1.25] as const;

function findThird(
  image: GreyPixels,
  { size, anchors, projection }: Frame,
  centre: { readonly u: number; readonly v: number },
  timings: readonly { readonly line: "row" | "column"; readonly at: number }[],
  like: FinderPattern,
): Third | null {
  const expected = affineAt(projection, centre.u, centre.v);
  const template = blurPattern(finderSquares, like.blur, 4, 1);
  const reach = Math.max(LEAST_REACH, Math.round(REACH_SHARE * size));
  const places: { readonly place: Affine; readonly correlation: number }[] = [];
  for (const scale of scales) {
    for (let right = -reach; right <= reach; right += 1) {
      for (let down = -reach; down <= reach; down += 1) {
        const place = {
          x: expected.x + right * expected.ux + down * expected.vx,
          y: expected.y + right * expected.uy + down * expected.vy,
          ux: expected.ux * scale,
          uy: expected.uy * scale,
          vx: expected.vx * scale,
          vy: expected.vy * scale,
        };
        places.push({ place, correlation: correlate(image, template, place) });
      }
    }
  }
  places.sort((a, b) => b.correlation - a.correlation);
  let best: Third | null = null;
  // The last place is the expected one itself: of a finder that is wholly hidden.
  for (const { place } of [...places.slice(0, 3), { place: expected }]) {
    const fitted = fitPattern(image, blurPattern(finderSquares, like.blur, 4.25, 0.5), place, "affine", 5);
    for (const seen of fitted === null ? [place] : [fitted.place, place]) {
      const module = moduleSide(seen);
      if (Math.abs(Math.log(module / moduleSide(expected))) > Math.log(1.6)) continue;
      const correlation = correlate(image, template, seen);
      const whole = fitProjection([
        ...anchors,
        ...anchorsOf({ place: seen, module, correlation, blur: like.blur }, centre.u, centre.v),
      ]);
      if (whole === null) continue;
      const timing =
        timings.reduce((sum, { line, at }) => {
          return sum + timingAlong(image, whole, size, line, at);
        }, 0) / timings.length;
      if (Math.max(correlation, timing) < LEAST_THIRD) continue;
      const merit = (correlation + timing) / 2;
      const finder = { place: seen, module, correlation, blur: like.blur };
      if (best === null || merit > best.merit) best = { finder, timing, merit };
    }
  }
  return best;
}

/** Turned by quarters, which leave a finder as it is, until `step` leads most nearly to (`u`, `v`) in its modules. */
function turnFrame(finder: FinderPattern, step: Step, u: number, v: number): FinderPattern {
  let best = finder.place;
  let most = -Infinity;
  let place = finder.place;
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const [right, down] = toModules(place, step.x, step.y);
    if (u * right + v * down > most) [best, most] = [place, u * right + v * down];
    place = quarterTurn(place);
  }
  return { ...finder, place: best };
}

/** Rows become columns: the first axis takes the place of the second. */
function quarterTurn(place: Affine): Affine {
  const { ux, uy, vx, vy } = place;
  return { ...place, ux: vx, uy: vy, vx: -ux, vy: -uy };
}
