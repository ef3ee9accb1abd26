/**
 * Undecided modules to blocks of codewords: the least sure codewords are erased, few at first and then more
 * (generalised minimum distance decoding, Forney 1966), and a block counts only with evidence that it is no accident.
 */
import { shareOut } from "../../standard/blocks.ts";
import type { Block } from "../../standard/blocks.ts";
import type { Format } from "../../standard/format.ts";
import { isTurned } from "../../standard/layout.ts";
import type { Layout } from "../../standard/layout.ts";
import { correctBlock } from "./reedsolomon.ts";
import type { CorrectedBlock } from "./reedsolomon.ts";

/** The data region of a symbol, as far as it is read. */
export interface Decoding {
  readonly format: Format;
  readonly blocks: readonly Block[];
  /** The codewords of each block that was corrected, null for the others. */
  readonly solved: readonly (Uint8Array | null)[];
}

export function isComplete({ solved }: Decoding): boolean {
  return solved.every((block) => block !== null);
}

/**
 * Corrects what can be corrected.
 *
 * @param modules size × size, row by row: positive dark, negative light, the further from 0 the surer
 * @param before an earlier result for the same symbol, whose solved blocks are kept if the format is the same
 * @param erase whether to try erasures, which costs several times the time
 */
export function decodeModules(
  layout: Layout,
  format: Format,
  modules: Float32Array,
  before: Decoding | null,
  erase: boolean,
): Decoding {
  const signs = unmask(layout, format, modules);
  const blocks = shareOut(layout.version, format.errorCorrection);
  const kept = before !== null && sameFormat(before.format, format) ? before.solved : [];
  return {
    format,
    blocks,
    solved: blocks.map((block, index) => kept[index] ?? solveBlock(block, signs, erase)),
  };
}

function sameFormat(a: Format, b: Format): boolean {
  return a.mask === b.mask && a.errorCorrection === b.errorCorrection;
}

/** The bits of all codewords in order, positive for 1. */
function unmask({ data, size }: Layout, { mask }: Format, modules: Float32Array): Float32Array {
  return Float32Array.from(data, (index) => {
    const value = modules[index] ?? 0;
    return isTurned(mask, Math.floor(index / size), index % size) ? -value : value;
  });
}

const ERASURE_STEP = 2;

function solveBlock({ places, checks }: Block, bits: Float32Array, erase: boolean): Uint8Array | null {
  const received = Uint8Array.from(places, (place) => decideCodeword(bits, place));
  const plain = correctBlock(received, checks);
  if (plain !== null && countEvidence(plain, places, checks, [], bits) >= REQUIRED_BITS)
    return plain.codewords;
  if (!erase) return null;
  const doubts = Float64Array.from(places, (place) => doubtCodeword(bits, place));
  const doubtful = Array.from(places.keys()).sort((a, b) => (doubts[b] ?? 0) - (doubts[a] ?? 0));
  for (let erasures = ERASURE_STEP; erasures < checks; erasures += ERASURE_STEP) {
    const erased = doubtful.slice(0, erasures);
    const block = correctBlock(received, checks, erased);
    if (block === null) continue;
    if (countEvidence(block, places, checks, erased, bits) >= REQUIRED_BITS) return block.codewords;
  }
  return null;
}

function decideCodeword(bits: Float32Array, place: number): number {
  let codeword = 0;
  for (let bit = 0; bit < 8; bit += 1)
    codeword = (codeword << 1) | ((bits[place * 8 + bit] ?? 0) > 0 ? 1 : 0);
  return codeword;
}

/** Steepness with which doubt falls as a module moves away from undecided. */
const SURENESS = 4;

/** Minus the logarithm of the chance that all eight bits are right; only the order matters. */
function doubtCodeword(bits: Float32Array, place: number): number {
  let doubt = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    doubt += Math.log1p(Math.exp(-SURENESS * Math.abs(bits[place * 8 + bit] ?? 0)));
  }
  return doubt;
}

/** Noise passes for a block once in 2^30 tries; a picture gives rise to some thousands. */
const REQUIRED_BITS = 30;

/**
 * How many bits speak for a corrected block, were it to be told from noise. What the checks leave over after
 * erasures and errors and the choice of the errors' places; and how far the erased codewords agree, as they came
 * out, with what their modules faintly show: of that the correction knew nothing.
 */
function countEvidence(
  { codewords, errors }: CorrectedBlock,
  places: Int32Array,
  checks: number,
  erased: readonly number[],
  bits: Float32Array,
): number {
  let evidence = 8 * (checks - erased.length - errors);
  for (let index = 0; index < errors; index += 1) {
    evidence -= Math.log2((places.length - erased.length - index) / (index + 1));
  }
  let agreement = 0;
  let squares = 0;
  for (const index of erased) {
    const codeword = codewords[index] ?? 0;
    for (let bit = 0; bit < 8; bit += 1) {
      const faint = bits[(places[index] ?? 0) * 8 + bit] ?? 0;
      agreement += (codeword >> (7 - bit)) & 1 ? faint : -faint;
      squares += faint * faint;
    }
  }
  // For a wrong block the sum is normal with this variance: exp(−z²/2) is the chance to be so large.
  if (agreement > 0) evidence += ((agreement * agreement) / (2 * squares)) * Math.LOG2E;
  return evidence;
}

/** The modules of all solved blocks, size × size: 1 dark, −1 light, 0 not solved. */
export function drawSolved(layout: Layout, { format, blocks, solved }: Decoding): Int8Array {
  const modules = new Int8Array(layout.size * layout.size);
  blocks.forEach(({ places }, index) => {
    const codewords = solved[index];
    if (codewords == null) return;
    places.forEach((place, at) => {
      for (let bit = 0; bit < 8; bit += 1) {
        const module = layout.data[place * 8 + bit] ?? 0;
        const one = (((codewords[at] ?? 0) >> (7 - bit)) & 1) === 1;
        const turned = isTurned(format.mask, Math.floor(module / layout.size), module % layout.size);
        modules[module] = one === turned ? -1 : 1;
      }
    });
  });
  return modules;
}

/** The data codewords of all blocks in their order; null before all are solved. */
export function joinData({ blocks, solved }: Decoding): Uint8Array | null {
  const data: number[] = [];
  for (const [index, { checks }] of blocks.entries()) {
    const codewords = solved[index];
    if (codewords == null) return null;
    data.push(...codewords.subarray(0, codewords.length - checks));
  }
  return Uint8Array.from(data);
}
