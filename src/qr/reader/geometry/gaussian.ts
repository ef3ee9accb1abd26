/** The bell curve and its areas: what a blurred edge looks like. */

const ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);

/** Error function, right to 1.5e-7 (Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26). */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - series * Math.exp(-x * x));
}

/** A bar of the given width around 0, blurred by a Gaussian of this sigma: its height at x, 0 to 1. */
export function blurredBar(x: number, width: number, sigma: number): number {
  const scale = 1 / (sigma * Math.SQRT2);
  return (erf((x + width / 2) * scale) - erf((x - width / 2) * scale)) / 2;
}

/** Its slope at x. */
export function blurredBarSlope(x: number, width: number, sigma: number): number {
  const bell = (at: number): number => Math.exp((-at * at) / (2 * sigma * sigma)) / (sigma * ROOT_OF_TWO_PI);
  return bell(x + width / 2) - bell(x - width / 2);
}
