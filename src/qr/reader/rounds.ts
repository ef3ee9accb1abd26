/**
 * Reading one located symbol, round by round: sample, undo the blur, decide, correct. Then light, blur and grid are
 * fitted again, now to the decisions, and corrected blocks become known modules, which interleaving has spread over
 * the whole symbol. Several photographs of one symbol are one problem: its modules are the same in all of them,
 * light, blur and grid are each picture's own.
 */
import type { GreyPixels } from "../picture/pixels.ts";
import { rankFormats } from "../standard/format.ts";
import type { Format } from "../standard/format.ts";
import { layoutOf } from "../standard/layout.ts";
import { decodeModules, drawSolved, isComplete, joinData } from "./decoding/decode.ts";
import type { Decoding } from "./decoding/decode.ts";
import { readSegments } from "./decoding/segments.ts";
import type { Segments } from "./decoding/segments.ts";
import type { DisplacementField } from "./geometry/field.ts";
import type { Projection } from "./geometry/projection.ts";
import { RING } from "./geometry/ring.ts";
import { surroundFixed } from "./grid/align.ts";
import { placeModules, sampleModules } from "./grid/moduleplaces.ts";
import type { ModulePlaces } from "./grid/moduleplaces.ts";
import { refitGrid } from "./grid/regrid.ts";
import { findBlank } from "./light/blank.ts";
import { equalise } from "./light/equalise.ts";
import type { Observation } from "./light/equalise.ts";
import { blur, fitKernel, gaussianKernel, measureBlur } from "./light/kernel.ts";
import type { Kernel } from "./light/kernel.ts";
import { relateToPrediction, relateToSurround } from "./light/light.ts";
import type { Darkness } from "./light/light.ts";

/** One photograph of the symbol, and where the symbol is believed to lie in it. */
export interface View {
  readonly image: GreyPixels;
  readonly projection: Projection;
  /** How the paper bends. */
  readonly field: DisplacementField;
}

export interface Reading {
  /** Null where not all blocks were corrected. */
  readonly segments: Segments | null;
  readonly format: Format;
  /** Blocks corrected, and how many there are. */
  readonly solved: number;
  readonly blocks: number;
  readonly rounds: number;
  /** size × size, row by row: positive dark, negative light, the further from 0 the surer; where all blocks
   * were corrected ±1 as they were corrected, and 0 for modules without data. */
  readonly modules: Float32Array;
  /** What has become of each view, in their order. */
  readonly views: readonly FittedView[];
}

export interface FittedView extends View {
  /** Sigma in modules, measured before the first round. */
  readonly blur: number;
}

const ROUNDS = 8;
const FIRST_STEPS = 40;
const LATER_STEPS = 60;
/** From this round on erasures are tried. */
const ERASE_FROM = 1;
/** Of the grid, by round: loose once most decisions are right. */
const stiffnesses = [1, 0.5, 0.25, 0.15, 0.1] as const;

/** Rounds without a further block after which going on has never helped. */
const PATIENCE = 5;
/**
 * From this round on, while no block has come out right, the decisions must explain the picture better in every
 * round: where they no longer do they are wrong, or the symbol is none.
 */
const JUDGED_FROM = 2;

/**
 * @param views at least one
 * @returns null when told to stop before the first round's end
 */
export function readInRounds(
  views: readonly View[],
  version: number,
  shouldStop: () => boolean,
): Reading | null {
  const layout = layoutOf(version);
  const fixed = surroundFixed(layout);
  const known = Int8Array.from(fixed);
  const sights = views.map((view) => new Sight(view, fixed));

  let modules: Float32Array | null = null;
  let decoding: Decoding | null = null;
  let reading: Reading | null = null;
  let lastGain = 0;
  let lastMisfit = Infinity;
  for (let round = 0; round < ROUNDS && !shouldStop(); round += 1) {
    const decided = modules === null ? null : harden(modules, known, 2);
    const observations = observe(sights, decided);
    modules = equalise(observations, known, modules, round < 2 ? FIRST_STEPS : LATER_STEPS);

    const inner = takeInner(modules, observations, layout.size);
    const bits = Float64Array.from(layout.format, (module) => inner[module] ?? 0);
    const format = rankFormats(bits)[0]?.format;
    if (format === undefined) return null;
    const solvedBefore: number = reading?.solved ?? 0;
    decoding = decodeModules(layout, format, inner, decoding, round >= ERASE_FROM);
    const solved = decoding.solved.filter((block) => block !== null).length;
    if (solved > solvedBefore) lastGain = round;
    reading = {
      segments: null,
      format,
      solved,
      blocks: decoding.blocks.length,
      rounds: round + 1,
      modules: inner,
      views: sights.map((sight) => sight.fitted()),
    };
    if (isComplete(decoding)) {
      const segments = readSegments(joinData(decoding) ?? new Uint8Array(), version);
      return { ...reading, segments, modules: Float32Array.from(drawSolved(layout, decoding)) };
    }
    if (round - lastGain >= PATIENCE) break;
    learnSolved(known, drawSolved(layout, decoding), layout.size);

    const believed = decide(modules, known);
    const misfit = sights.reduce((sum, sight) => sum + sight.measureMisfit(believed), 0);
    if (solved === 0 && round >= JUDGED_FROM && misfit >= lastMisfit) break;
    lastMisfit = misfit;
    const stiffness = stiffnesses[Math.min(round, stiffnesses.length - 1)] ?? 0;
    for (const sight of sights) sight.refit(believed, stiffness);
  }
  return reading;
}

/** A view while it is read: light, blur and grid as last fitted. */
class Sight {
  readonly #view: View;
  readonly #fixed: Int8Array;
  readonly #side: number;
  readonly #predicted: Float32Array;
  readonly #scratch: Float32Array;
  #field: DisplacementField;
  #blur = 0;
  #kernel: Kernel = gaussianKernel(0.5);
  #last: { readonly places: ModulePlaces; readonly seen: Darkness } | null = null;

  constructor(view: View, fixed: Int8Array) {
    this.#view = view;
    this.#fixed = fixed;
    this.#side = view.field.size + 2 * RING;
    this.#field = view.field;
    this.#predicted = new Float32Array(fixed.length);
    this.#scratch = new Float32Array(fixed.length);
  }

  /** @param decided what the modules are now believed to be, null at the beginning */
  observe(decided: Float32Array | null): Observation {
    const places = placeModules(this.#view.projection, this.#field);
    const samples = sampleModules(this.#view.image, places);
    let seen: Darkness;
    if (decided === null) {
      seen = relateToSurround(samples, this.#side);
      this.#blur = measureBlur(seen, this.#fixed);
      this.#kernel = gaussianKernel(this.#blur);
    } else {
      this.#predict(decided);
      seen = relateToPrediction(samples, this.#predicted, this.#side, findBlank(samples, this.#side));
      const { kernel, offset } = fitKernel(decided, seen, this.#kernel);
      this.#kernel = kernel;
      seen = { ...seen, values: seen.values.map((value) => value - offset) };
    }
    this.#last = { places, seen };
    return { seen, kernel: this.#kernel };
  }

  /** Mean square of what the model leaves over of what was observed last. */
  measureMisfit(decided: Float32Array): number {
    if (this.#last === null) return 1;
    const { values, weights } = this.#last.seen;
    this.#predict(decided);
    let sum = 0;
    let total = 0;
    values.forEach((value, at) => {
      const weight = weights[at] ?? 0;
      sum += weight * (value - (this.#predicted[at] ?? 0)) ** 2;
      total += weight;
    });
    return sum / (total + 1e-9);
  }

  /** Moves the grid to where the picture shows what is believed. */
  refit(believed: Float32Array, stiffness: number): void {
    if (this.#last === null) return;
    const { places, seen } = this.#last;
    this.#predict(believed);
    this.#field = refitGrid(this.#view.image, places, this.#field, seen, this.#predicted, stiffness);
  }

  fitted(): FittedView {
    return { ...this.#view, field: this.#field, blur: this.#blur };
  }

  #predict(modules: Float32Array): void {
    blur(modules, this.#side, this.#kernel, this.#predicted, this.#scratch);
  }
}

/** Added to every misfit: no picture is to count for everything. */
const LEAST_MISFIT = 0.005;

/** What all views show, each weighted by how well it is understood, the weights adding up to 1. */
function observe(sights: readonly Sight[], decided: Float32Array | null): readonly Observation[] {
  const observations = sights.map((sight) => sight.observe(decided));
  if (sights.length === 1) return observations;
  const merits = sights.map((sight) =>
    decided === null ? 1 : 1 / (sight.measureMisfit(decided) + LEAST_MISFIT),
  );
  const all = merits.reduce((sum, merit) => sum + merit, 0);
  return observations.map(({ seen, kernel }, index) => {
    const share = (merits[index] ?? 0) / all;
    return { kernel, seen: { ...seen, weights: seen.weights.map((weight) => share * weight) } };
  });
}

/** Known modules as they are, the others moved towards light or dark by a factor. */
function harden(modules: Float32Array, known: Int8Array, factor: number): Float32Array {
  return modules.map((value, at) => {
    const fixed = known[at] ?? 0;
    return fixed === 0 ? Math.max(-1, Math.min(1, factor * value)) : fixed;
  });
}

/** Below this a module is not decided. */
const UNDECIDED = 0.15;

function decide(modules: Float32Array, known: Int8Array): Float32Array {
  return modules.map((value, at) => {
    const fixed = known[at] ?? 0;
    if (fixed !== 0) return fixed;
    return Math.abs(value) > UNDECIDED ? Math.sign(value) : value;
  });
}

/** Without the ring, and less sure where there was less contrast. */
function takeInner(modules: Float32Array, observations: readonly Observation[], size: number): Float32Array {
  const side = size + 2 * RING;
  return Float32Array.from({ length: size * size }, (_, index) => {
    const at = (Math.floor(index / size) + RING) * side + (index % size) + RING;
    let weight = 0;
    for (const { seen } of observations) weight += seen.weights[at] ?? 0;
    return (modules[at] ?? 0) * Math.sqrt(weight);
  });
}

function learnSolved(known: Int8Array, solved: Int8Array, size: number): void {
  const side = size + 2 * RING;
  solved.forEach((value, index) => {
    if (value !== 0) known[(Math.floor(index / size) + RING) * side + (index % size) + RING] = value;
  });
}
