/** What a seed may be: the same seed gives the same photograph on every machine. */
export type Seed = number | string;

/** A stream of pseudo-random numbers. Good enough for pictures, never for keys. */
export interface Random {
  /** Evenly spread in [low, high). */
  uniform: (low: number, high: number) => number;
  /** Normally distributed with mean 0 and standard deviation 1. */
  normal: () => number;
}

/**
 * Opens the stream that belongs to a seed and a purpose. Every purpose has a stream of its own, so that
 * asking for more noise does not move the paper as well.
 */
export function randomFor(seed: Seed, purpose: string): Random {
  const next = sfc32(fourWords(`${typeof seed}:${seed}/${purpose}`));
  let spare: number | undefined;

  return {
    uniform: (low, high) => low + (high - low) * next(),
    // Marsaglia's polar method: two independent values from one point inside the unit circle.
    normal: () => {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      let x: number, y: number, square: number;
      do {
        x = 2 * next() - 1;
        y = 2 * next() - 1;
        square = x * x + y * y;
      } while (square >= 1 || square === 0);
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * factor;
      return x * factor;
    },
  };
}

type FourWords = readonly [number, number, number, number];

/** FNV-1a over the text, started from four offsets: neighbouring seeds give unrelated streams. */
function fourWords(text: string): FourWords {
  const word = (offset: number): number => {
    let hash = offset;
    for (let index = 0; index < text.length; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    return hash >>> 0;
  };
  return [word(0x811c9dc5), word(0x9e3779b9), word(0x85ebca6b), word(0xc2b2ae35)];
}

/** Chris Doty-Humphrey's small fast counting generator; returns numbers in [0, 1). */
function sfc32(words: FourWords): () => number {
  let [a, b, c, counter] = words;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  // The first outputs still show the seed.
  for (let warmUp = 0; warmUp < 16; warmUp++) next();
  return next;
}
