/**
 * From where on a cause stops the reading. Of the readers' own limits, measured on simulated photographs with 2.5 to
 * 8 pixels a module and noise of 5 grey levels; the others from what error correction can make good.
 */
export const thresholds = {
  /** Modules (standard deviation): our reader reads 95 of 100 symbols at 0.80, one of five at 0.85, none at 0.90. */
  readableBlur: 0.8,
  /** Modules: zxing reads 95 of 100. A code as sharp as that was not moved, however unlike its edges are. */
  sharpBlur: 0.35,
  /** Modules: zxing reads nothing any more. From here on blur is to blame where nothing else is. */
  suspectBlur: 0.55,
  /** Pixels of a picture of 1000: nothing in it has a sharper edge. Of a code that fills it, modules are as wide. */
  blurredEdge: 2.2,
  /** Pixels a module: below that nobody reads anything. */
  leastModule: 2.5,
  /** Pixels a module that are asked for: with these every reader has its full reach. */
  enoughModule: 4,
  /** Share of the symbol that may be lost: the lowest level of error correction restores 7 % (ISO/IEC 18004 §6.5.1). */
  lostShare: 0.07,
  /** Modules between the symbol and the picture's edge where it may still have been cut. */
  edgeModules: 0.5,
  /** Stronger slopes across than along, as energies: a view from the side gives up to 3, a movement more. */
  movedRatio: 4,
  /** Grey level that is white whatever was there. */
  saturated: 245,
  /** Grey level that 99 of 100 pixels stay under: less than three bits of light are left of a picture. */
  darkWhite: 40,
  /** Grey levels between the darkest and the lightest hundredth, noise averaged out. */
  leastContrast: 25,
  /** Share of the pixels that are saturated in a picture that is washed out. */
  washedOut: 0.9,
  /** Correlation from which a finder pattern is taken for one. Writing and grain stay below, blur and movement too. */
  sureFinder: 0.8,
  /** The same of three that stand as those of a symbol do. */
  triedFinder: 0.6,
} as const;
