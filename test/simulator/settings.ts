/** A round reflection of a lamp on the paper. */
export interface Glare {
  /** How much of the contrast it takes at its middle, 0 to 1; above 1 a wider middle is white. */
  readonly strength: number;
  /** Standard deviation of its fall-off, in modules. */
  readonly radius: number;
}

/** A sheet that was crumpled and smoothed out by hand. */
export interface Crumple {
  /** By how much the farthest point of the picture is out of its place, in modules. */
  readonly reach: number;
  /** How many creases run across the picture. */
  readonly creases: number;
  /** Share of the light that the darkest slope loses against the brightest, 0 to 1. */
  readonly relief: number;
}

/** Something spilt on the sheet. */
export interface Stain {
  /** Mean radius in modules. */
  readonly radius: number;
  /** Share of the light that its rim takes, 0 to 1; the inside takes half of it. */
  readonly darkness: number;
}

/** The border of a shadow that crosses the picture. */
export interface Shadow {
  /** Share of the light that the shadow takes, 0 to 1. */
  readonly depth: number;
  /** Width of the border in modules. */
  readonly softness: number;
}

/** A cover of clear plastic. */
export interface Plastic {
  /** How much of the contrast it takes everywhere, 0 to 1. */
  readonly haze: number;
  /** Bright streaks right across, and the standard deviation of their fall-off in modules. */
  readonly streaks: number;
  readonly streakWidth: number;
}

/** Everything that a photograph is made of, besides the printed picture and the seed. */
export interface PhotoSettings {
  /** Photo pixels along one side of a module, averaged over the four sides of the picture. */
  readonly pixelsPerModule: number;
  /** Picture pixels along one side of a module; measured from the picture if left out. */
  readonly modulePixels?: number;
  /** Size of the photograph in pixels; if left out, as large as the picture and some desk need. */
  readonly canvas?: { readonly width: number; readonly height: number };
  /** How far off the middle the code may lie: 0 centred, 1 as far as the canvas has room. Default 0. */
  readonly offCentre?: number;
  /** Degrees, clockwise. Default 0. */
  readonly rotation?: number;
  /** How far each corner may wander in x and in y, as a fraction of the picture's shorter side. Default 0. */
  readonly perspective?: number;
  /** Sag of the bent paper at half width, in modules; negative bends it upward. Default 0. */
  readonly bow?: number;
  /** Crumpled paper. Default none. */
  readonly crumple?: Crumple;
  /** A drawn corner is torn off: modules along each of its two sides of the picture, quiet zone included. Default 0. */
  readonly torn?: number;
  /** Something spilt somewhere on the picture. Default nothing. */
  readonly stain?: Stain;
  /** Modules of blank sheet around the picture, before the desk begins. Default 12. */
  readonly sheetMargin?: number;
  /** Grey levels 0 to 255 of the printed ink, the sheet and the desk. Defaults 40, 215 and 110. */
  readonly ink?: number;
  readonly paper?: number;
  readonly desk?: number;
  /** Grey levels by which the desk's grain goes up and down. Default 8. */
  readonly deskGrain?: number;
  /** Standard deviation of the Gaussian blur of lens and focus, in photo pixels. Default 0. */
  readonly blur?: number;
  /** Length of the movement during exposure, in photo pixels; its direction is drawn. Default 0. */
  readonly motion?: number;
  /** Share of the light lost from the brightest edge of the photograph to the darkest, 0 to 1. Default 0. */
  readonly shade?: number;
  /** A shadow's border somewhere across the picture. Default none. */
  readonly shadow?: Shadow;
  /** A cover of clear plastic over it all. Default none. */
  readonly plastic?: Plastic;
  /** A lamp's reflection somewhere on the picture. Default none. */
  readonly glare?: Glare;
  /** Standard deviation of the sensor's noise, in grey levels. Default 0. */
  readonly noise?: number;
  /** JPEG quality, 1 to 100. Default 85. */
  readonly jpegQuality?: number;
}
