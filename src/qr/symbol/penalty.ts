/** How much a masked symbol looks like what misleads readers (ISO/IEC 18004 §7.8.3, table 11). */

const RUN = 3;
const BLOCK = 3;
const FINDER_LIKE = 40;
const UNBALANCED = 10;

/** Modules of one colour in a row that count. */
const LONG_RUN = 5;
/** 1:1:3:1:1 with four light modules before or after it, eleven modules in all. */
const FINDER_BITS = 11;
const LIGHT_BEFORE = 0b00001011101;
const LIGHT_AFTER = 0b10111010000;

/** @param modules size × size, row by row, 1 = dark */
export function penaltyOf(modules: Uint8Array, size: number): number {
  let penalty = BLOCK * countBlocks(modules, size) + UNBALANCED * stepsFromHalf(modules);
  for (let line = 0; line < size; line += 1) {
    penalty += penaltyOfLine(modules, line * size, 1, size);
    penalty += penaltyOfLine(modules, line, size, size);
  }
  return penalty;
}

/** One row or column: its runs, and what looks like a finder. */
function penaltyOfLine(modules: Uint8Array, start: number, step: number, size: number): number {
  let penalty = 0;
  let run = 0;
  let last = -1;
  let bits = 0;
  for (let index = 0; index < size; index += 1) {
    const module = modules[start + index * step] ?? 0;
    run = module === last ? run + 1 : 1;
    last = module;
    // A run of five counts three, and one more for each module beyond.
    if (run === LONG_RUN) penalty += RUN;
    else if (run > LONG_RUN) penalty += 1;
    bits = ((bits << 1) | module) & (2 ** FINDER_BITS - 1);
    const isFinderLike = bits === LIGHT_BEFORE || bits === LIGHT_AFTER;
    if (isFinderLike && index >= FINDER_BITS - 1) penalty += FINDER_LIKE;
  }
  return penalty;
}

/** Squares of two by two modules of one colour. */
function countBlocks(modules: Uint8Array, size: number): number {
  let blocks = 0;
  for (let row = 1; row < size; row += 1) {
    for (let at = row * size + 1; at < (row + 1) * size; at += 1) {
      const module = modules[at];
      if (module === modules[at - 1] && module === modules[at - size] && module === modules[at - size - 1])
        blocks += 1;
    }
  }
  return blocks;
}

/** Steps of five in a hundred by which the dark modules are more or fewer than half. */
function stepsFromHalf(modules: Uint8Array): number {
  let dark = 0;
  for (const module of modules) dark += module;
  return Math.abs(Math.ceil((dark * 100) / modules.length / 5) - 10);
}
