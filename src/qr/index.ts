/** Pictures to and from the contents of QR symbols. Knows nothing of what those contents mean. */
export { capacity, maxCapacity, smallestVersion } from "./capacity.ts";
export { modeFor } from "./mode.ts";
export type { Mode } from "./mode.ts";
export { errorCorrections } from "./errorcorrection.ts";
export type { ErrorCorrection } from "./errorcorrection.ts";
export { drawSymbol } from "./symbol.ts";
export type { QrSymbol } from "./symbol.ts";
export { renderPng } from "./render/png.ts";
export { loadImage } from "./image.ts";
export type { GreyImage } from "./image.ts";
export { describeForeignFile, recogniseImage } from "./recognise.ts";
export type { ImageFormat } from "./recognise.ts";
export type { GreyPixels } from "./pixels.ts";
export { scan } from "./scan.ts";
export type { AttemptTrace, FoundSymbol, ScanResult } from "./scan.ts";
export type { Point, ReadSymbol } from "./decoders/decoder.ts";
