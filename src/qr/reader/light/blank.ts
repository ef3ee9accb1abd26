/**
 * Where the picture shows nothing of the symbol, for glare, a sticker or deep shade lies over it. What is seen there
 * must neither be spread over the modules around nor be taken for modules: they are erasures.
 */
import { RING } from "../geometry/ring.ts";
import { windowMeans } from "./light.ts";

/** Half side of the square of modules that is asked whether it shows anything. */
const PATCH_REACH = 2;
/** Of the usual variance of a patch: blur of 0.85 module leaves a tenth in the worst. */
const FLAT = 0.06;

/**
 * Patches where nothing shows: 5 by 5 modules without contrast, and the ring around them, into which blur carries
 * what covers them.
 *
 * @param samples side × side, grey levels
 * @returns side × side: 0 for modules not to be trusted, 1 for all others; null where all may be
 */
export function findBlank(samples: Float32Array, side: number): Uint8Array | null {
  const means = windowMeans(samples, side, PATCH_REACH);
  const squares = windowMeans(
    samples.map((sample) => sample * sample),
    side,
    PATCH_REACH,
  );
  const variances = squares.map((square, at) => square - (means[at] ?? 0) ** 2);
  const middles: number[] = [];
  eachModule(side, PATCH_REACH, (at) => middles.push(at));
  const usual = median(Float32Array.from(middles, (at) => variances[at] ?? 0));
  const light = median(Float32Array.from(middles, (at) => means[at] ?? 0)) + 1e-3;
  const trust = new Uint8Array(samples.length).fill(1);
  let blank = false;
  for (const at of middles) {
    // Shade dims dark and light alike, and leaves so much less between them.
    const shade = Math.min(1, (means[at] ?? 0) / light);
    if ((variances[at] ?? 0) >= FLAT * usual * shade * shade) continue;
    blank = true;
    const reach = PATCH_REACH + 1;
    for (let row = at - reach * side; row <= at + reach * side; row += side) {
      trust.fill(0, row - reach, row + reach + 1);
    }
  }
  return blank ? trust : null;
}

function median(values: Float32Array): number {
  return values.sort()[values.length >> 1] ?? 0;
}

function eachModule(side: number, margin: number, visit: (at: number) => void): void {
  for (let row = RING + margin; row < side - RING - margin; row += 1) {
    for (let column = RING + margin; column < side - RING - margin; column += 1) visit(row * side + column);
  }
}
