/**
 * Finder patterns in a grey picture that may be blurred up to 0.9 module and have as few as 2 pixels a module.
 * Looked for as dark blobs on a lighter surround, at every size; judged by correlation with blurred templates.
 */
import type { GreyPixels } from "../../picture/pixels.ts";
import type { Affine } from "../geometry/projection.ts";
import { moduleSide, scaleAffine } from "../geometry/projection.ts";
import { BoxSums } from "../geometry/sampling.ts";
import { blurPattern, blurRings, correlate, finderSquares, fitPattern } from "./pattern.ts";

export interface FinderPattern {
  readonly place: Affine;
  /** Pixels along one side of a module. */
  readonly module: number;
  /** With the template, up to 1. */
  readonly correlation: number;
  /** Standard deviation of the template's blur, in modules. */
  readonly blur: number;
}

export interface ModuleSizes {
  /** Pixels a module. */
  readonly smallest: number;
  readonly largest: number;
}

/** Next size looked for: the templates still agree with a finder that is an eighth larger or smaller. */
const SIZE_RATIO = 1.25;
/**
 * A blob is darker than its surround by so many grey levels, or in deep shade by this share of the surround: there
 * ink and paper are few levels apart, and so is the noise.
 */
const LEAST_DARKNESS = 8;
const LEAST_SHADED_DARKNESS = 2;
const LEAST_DARKNESS_SHARE = 0.15;

/** Where there are more pixels than this, only every other one along rows and columns is looked at. */
const MOST_PLACES = 1_500_000;

/** How many places are looked at: bounds on time. */
export interface Effort {
  /** Blobs of each size that get a closer look. */
  readonly looks: number;
  /** The likeliest of them, of all sizes, that are fitted. */
  readonly fits: number;
  /** Finders that are handed on, at most. */
  readonly kept: number;
}

/** Enough for the one code of a good picture: once it is read, all that lies in it need not be looked at. */
export const glance: Effort = { looks: 20, fits: 24, kept: 24 };
/** Enough for a picture that is mostly a code. */
export const quickLook: Effort = { looks: 80, fits: 90, kept: 24 };
/** For codes in the midst of grain, writing and edges; twice the time. */
export const thoroughLook: Effort = { looks: 240, fits: 240, kept: 48 };
const MOST_LOOKS = 1000;
/** For the many codes of one size on a sheet. */
export const sheetLook: Effort = { looks: MOST_LOOKS, fits: 800, kept: 256 };

const BLUR = 0.55;
const otherBlurs = [0.3, 0.42, 0.7, 0.88] as const;
const rings = blurRings(BLUR);

interface Candidate {
  readonly place: Affine;
  readonly correlation: number;
}

/** The search for finders in one picture. A harder look goes on from where a quicker one ended. */
export class FinderSearch {
  readonly #image: GreyPixels;
  readonly #sizes: ModuleSizes;
  readonly #shouldStop: () => boolean;
  readonly #isTaken: (place: Affine) => boolean;
  /** Of each size, the likeliest first. */
  #blobs: readonly (readonly Candidate[])[] | null = null;
  #looks = 0;
  readonly #judged: Candidate[] = [];
  readonly #fitted = new Set<Candidate>();
  readonly #found: FinderPattern[] = [];

  /**
   * @param shouldStop once it is true, a look ends with what it has
   * @param isTaken where not to look; may become true of more places between looks
   */
  constructor(
    image: GreyPixels,
    sizes: ModuleSizes,
    shouldStop: () => boolean,
    isTaken: (place: Affine) => boolean = () => false,
  ) {
    this.#image = image;
    this.#sizes = sizes;
    this.#shouldStop = shouldStop;
    this.#isTaken = isTaken;
  }

  /** The finder patterns found, the likeliest first. */
  look({ looks, fits, kept }: Effort): readonly FinderPattern[] {
    this.#blobs ??= findBlobs(this.#image, this.#sizes, this.#isTaken, this.#shouldStop);
    for (const blobs of this.#blobs) {
      const unseen = blobs.slice(this.#looks, looks).filter(({ place }) => !this.#isTaken(place));
      this.#judged.push(...judgeBlobs(this.#image, unseen, this.#shouldStop));
    }
    this.#looks = looks;
    this.#judged.sort((a, b) => b.correlation - a.correlation);
    for (const candidate of this.#judged.slice(0, fits)) {
      if (this.#shouldStop()) break;
      if (this.#fitted.has(candidate) || this.#isTaken(candidate.place)) continue;
      this.#fitted.add(candidate);
      const finder = refine(this.#image, candidate);
      if (finder !== null) addUnlessKnown(this.#found, finder);
    }
    return [...this.#found].sort((a, b) => b.correlation - a.correlation).slice(0, kept);
  }
}

/** The finder patterns found by one look. */
export function findFinders(
  image: GreyPixels,
  sizes: ModuleSizes,
  effort: Effort,
  shouldStop: () => boolean,
): readonly FinderPattern[] {
  return new FinderSearch(image, sizes, shouldStop).look(effort);
}

/** Places where the middle is darker than the surround and than at the neighbouring places, by ring correlation. */
function findBlobs(
  image: GreyPixels,
  { smallest, largest }: ModuleSizes,
  isTaken: (place: Affine) => boolean,
  shouldStop: () => boolean,
): readonly (readonly Candidate[])[] {
  const sums = new BoxSums(image);
  const leastStep = image.width * image.height > MOST_PLACES ? 2 : 1;
  const all: Candidate[][] = [];
  for (let module = smallest; module <= largest && !shouldStop(); module *= SIZE_RATIO) {
    const step = Math.max(leastStep, Math.round(module / 2));
    const columns = Math.floor(image.width / step);
    const rows = Math.floor(image.height / step);
    const inner = Math.round(1.5 * module);
    const outer = Math.round(4.5 * module);
    const contrasts = sums.contrasts(step, inner, outer, Math.ceil(3 * module));
    // Grain makes small blobs by the thousand: every size has its own share of looks.
    const xs: number[] = [];
    const ys: number[] = [];
    const correlations: number[] = [];
    for (let row = 1; row < rows - 1; row += 1) {
      const end = row * columns + columns - 1;
      for (let at = row * columns + 1; at < end; at += 1) {
        const darkness = contrasts[at] ?? 0;
        if (darkness < LEAST_SHADED_DARKNESS || !isPeak(contrasts, columns, at)) continue;
        let [x, y] = [(at - row * columns) * step, row * step];
        if (darkness < LEAST_DARKNESS && darkness < LEAST_DARKNESS_SHARE * sums.mean(x, y, outer)) continue;
        if (step > module / 2) {
          const darknessAt = (right: number, down: number): number =>
            sums.contrastAt(x + right, y + down, inner, outer);
          x += stepUp(darknessAt(-1, 0), darkness, darknessAt(1, 0));
          y += stepUp(darknessAt(0, -1), darkness, darknessAt(0, 1));
        }
        const place = { x, y, ux: module, uy: 0, vx: 0, vy: module };
        if (isTaken(place)) continue;
        xs.push(x);
        ys.push(y);
        correlations.push(correlate(image, rings, place));
      }
    }
    const order = Uint32Array.from(xs.keys()).sort((a, b) => (correlations[b] ?? 0) - (correlations[a] ?? 0));
    all.push(
      Array.from(order.subarray(0, MOST_LOOKS), (index) => {
        const place = { x: xs[index] ?? 0, y: ys[index] ?? 0, ux: module, uy: 0, vx: 0, vy: module };
        return { place, correlation: correlations[index] ?? 0 };
      }),
    );
  }
  return all;
}

/** One step to the larger neighbour, or none where neither is larger. */
function stepUp(before: number, here: number, after: number): number {
  if (here >= before && here >= after) return 0;
  return after > before ? 1 : -1;
}

/** Whether none of the eight neighbours is larger. */
function isPeak(values: Float32Array, columns: number, at: number): boolean {
  const value = values[at] ?? 0;
  for (let row = at - columns; row <= at + columns; row += columns) {
    if ((values[row - 1] ?? 0) > value || (values[row] ?? 0) > value || (values[row + 1] ?? 0) > value) {
      return false;
    }
  }
  return true;
}

const LEAST_CORRELATION = 0.35;
const STEEP_BELOW = 0.78;
/** Squashed templates fit more things than finders. */
const STEEP_PENALTY = 0.04;

/** Turns the template until it agrees best, and where that is not well, squashes it as a steep view does. */
function judgeBlobs(
  image: GreyPixels,
  blobs: readonly Candidate[],
  shouldStop: () => boolean,
): readonly Candidate[] {
  const coarse = blurPattern(finderSquares, BLUR, 4, 1);
  const judged: Candidate[] = [];
  for (const { place } of blobs) {
    if (shouldStop()) break;
    let best: Candidate = { place, correlation: -1 };
    const offer = (turned: Affine, penalty: number): void => {
      const correlation = correlate(image, coarse, turned) - penalty;
      if (correlation > best.correlation) best = { place: turned, correlation };
    };
    for (let turn = 0; turn < 6; turn += 1) offer(turnAxes(place, (turn * Math.PI) / 12, 0, 1), 0);
    if (best.correlation < STEEP_BELOW && best.correlation > 0.15) {
      for (const squash of [0.62, 0.42]) {
        for (let direction = 0; direction < 8; direction += 1) {
          for (const turn of [0, Math.PI / 4]) {
            offer(turnAxes(place, turn, (direction * Math.PI) / 8, squash), STEEP_PENALTY);
          }
        }
      }
    }
    if (best.correlation > LEAST_CORRELATION) judged.push(best);
  }
  return judged;
}

/** The upright axes turned, then squashed across `direction` without change of area. Angles in radians. */
function turnAxes(place: Affine, turn: number, direction: number, squash: number): Affine {
  const module = place.ux;
  const long = module / Math.sqrt(squash);
  const short = module * Math.sqrt(squash);
  const [c, s] = [Math.cos(direction), Math.sin(direction)];
  const [xx, xy, yy] = [long * c * c + short * s * s, (long - short) * c * s, long * s * s + short * c * c];
  const [tc, ts] = [Math.cos(turn), Math.sin(turn)];
  return {
    x: place.x,
    y: place.y,
    ux: xx * tc + xy * ts,
    uy: xy * tc + yy * ts,
    vx: xy * tc - xx * ts,
    vy: yy * tc - xy * ts,
  };
}

/** How far, as a factor, refining may change the size: a much blurred template would shrink onto any dark blob. */
const LARGEST_GROWTH = 1.5;
const LEAST_REFINED_CORRELATION = 0.6;
const STEEPEST = 2.4;
/** Grey levels between ink and paper that a template may claim: on a sharp picture a blurred one claims too many. */
const LARGEST_CONTRAST = 520;
const LARGEST_BLURRED_CONTRAST = 290;

function refine(image: GreyPixels, candidate: Candidate): FinderPattern | null {
  const start = moduleSide(candidate.place);
  const attempt = (from: Affine, blur: number, rounds: number): FinderPattern | null => {
    const template = blurPattern(finderSquares, blur, 4.25, 0.5);
    const fit = fitPattern(image, template, from, "affine", rounds);
    if (fit === null) return null;
    const { place, contrast } = fit;
    const module = moduleSide(place);
    const across = Math.hypot(place.ux, place.uy) / Math.hypot(place.vx, place.vy);
    if (contrast > (blur > 0.6 ? LARGEST_BLURRED_CONTRAST : LARGEST_CONTRAST)) return null;
    if (Math.abs(Math.log(module / start)) > Math.log(LARGEST_GROWTH)) return null;
    if (module < 1.2 || Math.max(across, 1 / across) > STEEPEST) return null;
    return { place, module, correlation: correlate(image, template, place), blur };
  };

  let best = attempt(candidate.place, BLUR, 6);
  // On a sharp picture the slopes of a blurred template lead astray.
  if (best === null || best.correlation < candidate.correlation - 0.05) {
    best = attempt(candidate.place, otherBlurs[0], 6) ?? best;
  }
  if (best === null || best.correlation < LEAST_REFINED_CORRELATION) return null;
  for (const blur of otherBlurs) {
    const other = attempt(best.place, blur, 3);
    // A wide template needs a reason: it agrees with blobs that are no finders.
    if (other !== null && other.correlation > best.correlation + (blur > 0.6 ? 0.01 : 0)) best = other;
  }
  return best;
}

/** One finder is found from several blobs; the better, or clearly larger, description of it stays. */
function addUnlessKnown(found: FinderPattern[], finder: FinderPattern): void {
  const index = found.findIndex(
    ({ place, module }) =>
      Math.hypot(place.x - finder.place.x, place.y - finder.place.y) < 2 * Math.max(module, finder.module),
  );
  const known = found[index];
  if (known === undefined) found.push(finder);
  else if (finder.correlation > known.correlation + 0.06 * Math.sign(known.module - finder.module)) {
    found[index] = finder;
  }
}

/** The same finder in a larger or smaller copy of the picture. */
export function scaleFinder(finder: FinderPattern, by: number): FinderPattern {
  return { ...finder, place: scaleAffine(finder.place, by), module: finder.module * by };
}
