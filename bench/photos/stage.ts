/** Full symbols of random bytes before the camera of the blur grid. */
import { capacity } from "../../src/qr/symbol/capacity.ts";
import { loadImage } from "../../src/pictures/image.ts";
import type { GreyPixels } from "../../src/qr/picture/pixels.ts";
import { createSymbol } from "../../test/qr/support/qrcodepackage.ts";
import { makePayload } from "../../test/qr/support/sample.ts";
import { arrange, drawModules, randomFor, take } from "../../test/simulator/index.ts";
import type { PhotoSettings } from "../../test/simulator/index.ts";

/** One sheet; it is photographed with every blur. */
export interface Sheet {
  readonly version: number;
  readonly pixelsPerModule: number;
  /** Modules; 0 is flat. */
  readonly bow: number;
  /** Another one is another text and another arrangement. */
  readonly seed: number;
}

export interface Stage {
  /** What stands in the symbol. */
  readonly payload: Uint8Array;
  /** @param blur standard deviation in modules */
  readonly photograph: (blur: number) => Promise<GreyPixels>;
}

/** Grey levels, and the share of the side by which corners are off. */
export const NOISE = 5;
const PERSPECTIVE = 0.04;
const DRAWN_MODULE = 8;

/**
 * Turned by any angle, a little askew, unevenly lit.
 * @param occasion the same sheet on another one lies and is lit differently
 */
export function stage({ version, pixelsPerModule, bow, seed }: Sheet, occasion = ""): Stage {
  const name = `blur grid ${version} ${pixelsPerModule} ${bow} ${seed}${occasion}`;
  const random = randomFor(name, "case");
  const payload = makePayload(capacity(version, "M", "byte"), seed + 1000 * version);
  const { size, modules } = createSymbol([{ mode: "byte", data: payload }], version, "M");
  const page = drawModules(size, (row, column) => modules[row * size + column] === 1, DRAWN_MODULE);
  const settings: PhotoSettings = {
    pixelsPerModule,
    modulePixels: DRAWN_MODULE,
    noise: NOISE,
    bow,
    perspective: PERSPECTIVE,
    rotation: random.uniform(-30, 30) + 90 * Math.floor(random.uniform(0, 4)),
    shade: random.uniform(0, 0.35),
    jpegQuality: Math.round(random.uniform(60, 90)),
  };
  const arranged = arrange(page, settings, name);
  return {
    payload,
    photograph: async (blur) => {
      const photo = take(arranged, { ...settings, blur: blur * pixelsPerModule }, `${name} ${blur}`);
      return loadImage(await photo.toJpeg());
    },
  };
}
