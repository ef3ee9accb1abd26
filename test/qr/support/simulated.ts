/** Simulated photographs of blurred codes, with the place of everything in them. */
import { flatField } from "../../../src/qr/reader/geometry/field.ts";
import { fitProjection } from "../../../src/qr/reader/geometry/projection.ts";
import type { View } from "../../../src/qr/reader/rounds.ts";
import type { ErrorCorrection } from "../../../src/qr/standard/errorcorrection.ts";
import { capacity } from "../../../src/qr/symbol/capacity.ts";
import type { Photograph, Point } from "../../simulator/index.ts";
import { drawModules, photograph, randomFor } from "../../simulator/index.ts";
import { createSymbol } from "./qrcodepackage.ts";
import type { DrawnSymbol } from "./qrcodepackage.ts";
import { makePayload } from "./sample.ts";

export interface Case {
  readonly version: number;
  /** Standard deviation in modules. */
  readonly blur: number;
  readonly seed: number;
  readonly level?: ErrorCorrection;
  readonly pixelsPerModule?: number;
  /** Grey levels. */
  readonly noise?: number;
  /** Modules. */
  readonly bow?: number;
  /** Share of the side by which corners wander. */
  readonly perspective?: number;
  /** Another photograph of the same symbol, from elsewhere. */
  readonly shot?: number;
  /** Added to the last byte of the contents; codes with this set all have mask 3. */
  readonly serial?: number;
  /** Side in modules of a square of blank paper stuck over the symbol, its upper left corner at (16, 16). */
  readonly sticker?: number;
}

export interface Simulated {
  readonly payload: Uint8Array;
  readonly symbol: DrawnSymbol;
  readonly photo: Photograph;
  /** Where a place in the symbol, in modules from its upper left corner, appears in the photograph. */
  readonly locate: (u: number, v: number) => Point;
}

const DRAWN_MODULE = 8;
const QUIET_ZONE = 4;

/** Turned by any angle, a little askew, unevenly lit. */
export function simulate(of: Case): Simulated {
  const {
    version,
    blur,
    seed,
    level = "M",
    pixelsPerModule = 4,
    noise = 5,
    bow = 0,
    perspective = 0.04,
    shot = 0,
    sticker = 0,
    serial,
  } = of;
  const name = `${version} ${level} ${blur} ${seed}${shot === 0 ? "" : ` ${shot}`}`;
  const payload = makePayload(capacity(version, level, "byte"), seed + 1000 * version);
  payload[payload.length - 1] = (payload.at(-1) ?? 0) + (serial ?? 0);
  const mask = serial === undefined ? undefined : 3;
  const symbol = createSymbol([{ mode: "byte", data: payload }], version, level, mask);
  const { size, modules } = symbol;
  const sheet = drawModules(
    size,
    (row, column) => modules[row * size + column] === 1 && !isCovered(row, column, sticker),
    DRAWN_MODULE,
    QUIET_ZONE,
  );
  const random = randomFor(name, "case");
  const photo = photograph(
    sheet,
    {
      pixelsPerModule,
      modulePixels: DRAWN_MODULE,
      blur: blur * pixelsPerModule,
      noise,
      bow,
      perspective,
      rotation: random.uniform(-30, 30) + 90 * Math.floor(random.uniform(0, 4)),
      shade: random.uniform(0, 0.35),
    },
    name,
  );
  const locate = (u: number, v: number): Point =>
    photo.locate({ x: (u + QUIET_ZONE) * DRAWN_MODULE, y: (v + QUIET_ZONE) * DRAWN_MODULE });
  return { payload, symbol, photo, locate };
}

/** Where a symbol on flat paper truly lies. */
export function viewOf({ photo, symbol, locate }: Simulated): View {
  const { size } = symbol;
  const projection = fitProjection(
    [
      [0, 0],
      [size, 0],
      [0, size],
      [size, size],
    ].map(([u = 0, v = 0]) => ({ u, v, ...locate(u, v) })),
  );
  if (projection === null) throw new Error("four corners on a line");
  return { image: photo, projection, field: flatField(size) };
}

function isCovered(row: number, column: number, sticker: number): boolean {
  return Math.min(row, column) >= 16 && Math.max(row, column) < 16 + sticker;
}
