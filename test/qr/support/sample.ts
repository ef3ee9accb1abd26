/** Codes to read, the same in every run. */
import { loadImage } from "../../../src/pictures/image.ts";
import type { GreyImage } from "../../../src/pictures/image.ts";
import { renderPng } from "../../../src/pictures/png/writepng.ts";
import type { ErrorCorrection } from "../../../src/qr/standard/errorcorrection.ts";
import { drawSymbol } from "../../../src/qr/symbol/symbol.ts";

/** Bytes of every value; `seed` makes them differ. */
export function makePayload(length: number, seed: number): Uint8Array {
  let state = (Math.imul(seed, 2654435761) + 99991) >>> 0;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

export async function makeCodePng(
  payload: Uint8Array,
  level: ErrorCorrection = "M",
  modulePixels = 4,
): Promise<Uint8Array> {
  return renderPng(await drawSymbol(payload, level), { modulePixels });
}

export async function makeCodeImage(payload: Uint8Array, level: ErrorCorrection = "M"): Promise<GreyImage> {
  return loadImage(await makeCodePng(payload, level));
}
