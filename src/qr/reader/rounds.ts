/**
 * Reading one located symbol, round by round: sample, undo the blur, decide, correct. Then light, blur and grid are
 * fitted again, now to the decisions, and corrected blocks become known modules, which interleaving has spread over
 * the whole symbol.
 */
import type { GreyPixels } from "../pixels.ts";
import { surroundFixed } from "./align.ts";
import { decodeModules, drawSolved, isComplete, joinData } from "./decode.ts";
import type { Decoding } from "./decode.ts";
import { equalise } from "./equalise.ts";
import type { DisplacementField } from "./field.ts";
import { rankFormats } from "./format.ts";
import type { Format } from "./format.ts";
import { RING, placeModules, sampleModules } from "./grid.ts";
import { blur, fitKernel, gaussianKernel, measureBlur } from "./kernel.ts";
import { layoutOf } from "./layout.ts";
import { relateToPrediction, relateToSurround } from "./light.ts";
import type { Projection } from "./projection.ts";
import { refitGrid } from "./regrid.ts";
import { readSegments } from "./segments.ts";
import type { Segments } from "./segments.ts";

export interface Reading {
  /** Null where not all blocks were corrected. */
  readonly segments: Segments | null;
  readonly format: Format;
  /** Sigma in modules, measured before the first round. */
  readonly blur: number;
  /** Blocks corrected, and how many there are. */
  readonly solved: number;
  readonly blocks: number;
  readonly rounds: number;
  readonly field: DisplacementField;
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
 * @param field where the paper's bending is believed to be at the start
 * @returns null when told to stop before the first round's end
 */
export function readInRounds(
  image: GreyPixels,
  version: number,
  projection: Projection,
  field: DisplacementField,
  shouldStop: () => boolean,
): Reading | null {
  const layout = layoutOf(version);
  const side = layout.size + 2 * RING;
  const fixed = surroundFixed(layout);
  const known = Int8Array.from(fixed);
  const predicted = new Float32Array(side * side);
  const scratch = new Float32Array(side * side);

  let bent = field;
  let modules: Float32Array | null = null;
  let kernel = gaussianKernel(0.5);
  let sigma = 0;
  let decoding: Decoding | null = null;
  let reading: Reading | null = null;
  let lastGain = 0;
  for (let round = 0; round < ROUNDS && !shouldStop(); round += 1) {
    const places = placeModules(projection, bent);
    const samples = sampleModules(image, places);
    let seen = relateToSurround(samples, side);
    if (modules === null) {
      sigma = measureBlur(seen, fixed);
      kernel = gaussianKernel(sigma);
    } else {
      const decided = harden(modules, known, 2);
      blur(decided, side, kernel, predicted, scratch);
      seen = relateToPrediction(samples, predicted, side);
      const fitted = fitKernel(decided, seen, kernel);
      kernel = fitted.kernel;
      seen = { ...seen, values: seen.values.map((value) => value - fitted.offset) };
    }
    modules = equalise(seen, kernel, known, modules, round < 2 ? FIRST_STEPS : LATER_STEPS);

    const inner = takeInner(modules, seen.weights, layout.size);
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
      blur: sigma,
      solved,
      blocks: decoding.blocks.length,
      rounds: round + 1,
      field: bent,
    };
    if (isComplete(decoding)) {
      const segments = readSegments(joinData(decoding) ?? new Uint8Array(), version);
      return { ...reading, segments };
    }
    if (round - lastGain >= PATIENCE) break;
    learnSolved(known, drawSolved(layout, decoding), layout.size);

    blur(decide(modules, known), side, kernel, predicted, scratch);
    const stiffness = stiffnesses[Math.min(round, stiffnesses.length - 1)] ?? 0;
    bent = refitGrid(image, places, bent, seen, predicted, stiffness);
  }
  return reading;
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
function takeInner(modules: Float32Array, weights: Float32Array, size: number): Float32Array {
  const side = size + 2 * RING;
  return Float32Array.from({ length: size * size }, (_, index) => {
    const at = (Math.floor(index / size) + RING) * side + (index % size) + RING;
    return (modules[at] ?? 0) * Math.sqrt(weights[at] ?? 0);
  });
}

function learnSolved(known: Int8Array, solved: Int8Array, size: number): void {
  const side = size + 2 * RING;
  solved.forEach((value, index) => {
    if (value !== 0) known[(Math.floor(index / size) + RING) * side + (index % size) + RING] = value;
  });
}
