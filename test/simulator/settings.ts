/** A round reflection of a lamp on the paper. */
export interface Glare {
  /** How much of the contrast it takes at its middle, 0 to 1. */
  readonly strength: number;
  /** Standard deviation of its fall-off, in modules. */
  readonly radius: number;
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
  /** A lamp's reflection somewhere on the picture. Default none. */
  readonly glare?: Glare;
  /** Standard deviation of the sensor's noise, in grey levels. Default 0. */
  readonly noise?: number;
  /** JPEG quality, 1 to 100. Default 85. */
  readonly jpegQuality?: number;
}
