/** Three finder patterns that belong together: the corners of one symbol, by their distances, sizes and axes. */
import type { Affine } from "../geometry/projection.ts";
import { toModules } from "../geometry/projection.ts";
import type { FinderPattern } from "./finders.ts";

/**
 * Three finders of one symbol, their axes turned to run along its rows (u) and columns (v). Seen in a mirror the
 * upper right one is the lower left one in truth: only the symbol's format tells.
 */
export interface Triple {
  readonly topLeft: FinderPattern;
  readonly topRight: FinderPattern;
  readonly bottomLeft: FinderPattern;
  /** Modules a side by the finders' own scale: right within a few hundredths. */
  readonly size: number;
  /** Summed correlations less what speaks against the three; only for comparison. */
  readonly score: number;
}

/** A way in pixels, right and down. */
export interface Step {
  readonly x: number;
  readonly y: number;
}

/** Centres of finders, in modules from the symbol's corner. */
export const CENTRE = 3.5;
const SHORTEST_LEG = 10;
const LONGEST_LEG = 190;
/** Longer leg over shorter, largest module over smallest: a steep view stretches both. */
const LEG_RATIO = 1.35;
const MODULE_RATIO = 1.9;
/** Radians between a finder's axes and the way to the next finder. */
const LARGEST_TURN = 0.3;

/** What speaks against distant finders: on a sheet of codes those of different codes stand in squares too. */
const FAR = 0.1;

/** The way from one finder to another that may be its neighbour along one side of a symbol. */
interface Leg {
  readonly to: FinderPattern;
  readonly step: Step;
  /** In modules. */
  readonly length: number;
  readonly turn: number;
}

/** All triples that can be corners of one symbol, the likeliest first. */
export function findTriples(finders: readonly FinderPattern[]): readonly Triple[] {
  const triples: Triple[] = [];
  for (const corner of finders) {
    const legs = finders.flatMap((other) => judgeLeg(corner, other) ?? []);
    for (const across of legs) {
      for (const down of legs) {
        const triple = judgeTriple(corner, across, down);
        if (triple !== null) triples.push(triple);
      }
    }
  }
  return triples.sort((a, b) => b.score - a.score);
}

/** Whether two finders may be neighbours along one side of a symbol; null if not. */
export function judgeLeg(from: FinderPattern, to: FinderPattern): Leg | null {
  if (from === to || Math.abs(Math.log(from.module / to.module)) > Math.log(MODULE_RATIO)) return null;
  const step = stepBetween(from, to);
  const length = legLength(from, to);
  if (length < SHORTEST_LEG || length > LONGEST_LEG) return null;
  const turn = Math.max(turnAgainst(from, step), turnAgainst(to, step));
  return turn > LARGEST_TURN ? null : { to, step, length, turn };
}

/** Modules a leg of a symbol whose upper right and lower left finders these may be; null if they are none. */
export function judgeDiagonal(from: FinderPattern, to: FinderPattern): number | null {
  if (from === to || Math.abs(Math.log(from.module / to.module)) > Math.log(MODULE_RATIO)) return null;
  const step = stepBetween(from, to);
  const length = legLength(from, to) / Math.SQRT2;
  if (length < SHORTEST_LEG || length > LONGEST_LEG) return null;
  const turn = Math.min(turnAgainst(from, step), turnAgainst(to, step));
  return turn < Math.PI / 4 - LARGEST_TURN ? null : length;
}

function judgeTriple(corner: FinderPattern, across: Leg, down: Leg): Triple | null {
  if (across.step.x * down.step.y - across.step.y * down.step.x <= 0) return null;
  const legs = Math.abs(Math.log(across.length / down.length));
  const modules = [corner.module, across.to.module, down.to.module];
  const scales = Math.log(Math.max(...modules) / Math.min(...modules));
  if (legs > Math.log(LEG_RATIO) || scales > Math.log(MODULE_RATIO)) return null;
  const turn = Math.max(across.turn, down.turn);
  const orient = (finder: FinderPattern): FinderPattern => ({
    ...finder,
    place: turnToward(finder.place, across.step, down.step),
  });
  const correlations = corner.correlation + across.to.correlation + down.to.correlation;
  return {
    topLeft: orient(corner),
    topRight: orient(across.to),
    bottomLeft: orient(down.to),
    size: (across.length + down.length) / 2 + 2 * CENTRE,
    score: correlations - 2 * turn - 1.5 * legs - 0.3 * scales - FAR * Math.log(across.length + down.length),
  };
}

export function stepBetween(from: FinderPattern, to: FinderPattern): Step {
  return { x: to.place.x - from.place.x, y: to.place.y - from.place.y };
}

/** Modules between two finders by the mean of both scales. */
function legLength(from: FinderPattern, to: FinderPattern): number {
  const step = stepBetween(from, to);
  const by = (place: Affine): number => Math.hypot(...toModules(place, step.x, step.y));
  return (by(from.place) + by(to.place)) / 2;
}

/** Radians to the nearest of the finder's four directions. */
function turnAgainst({ place }: FinderPattern, step: Step): number {
  const [u, v] = toModules(place, step.x, step.y);
  const angle = Math.atan2(v, u);
  const quarter = Math.PI / 2;
  return Math.abs(angle - Math.round(angle / quarter) * quarter);
}

/** Quarter turns, which leave a finder as it is, until its axes run along the symbol's. */
function turnToward(place: Affine, across: Step, down: Step): Affine {
  const alongBoth = ({ ux, uy, vx, vy }: Affine): number =>
    (ux * across.x + uy * across.y) / Math.hypot(ux, uy) / Math.hypot(across.x, across.y) +
    (vx * down.x + vy * down.y) / Math.hypot(vx, vy) / Math.hypot(down.x, down.y);
  let best = place;
  let turned = place;
  for (let quarter = 1; quarter < 4; quarter += 1) {
    const { ux, uy, vx, vy } = turned;
    turned = { ...turned, ux: vx, uy: vy, vx: -ux, vy: -uy };
    if (alongBoth(turned) > alongBoth(best)) best = turned;
  }
  return best;
}
