/** Pictures to and from the contents of QR symbols. Knows nothing of what those contents mean. */
export { capacity, maxCapacity, smallestVersion } from "./capacity.ts";
export { modeFor } from "./mode.ts";
export type { Mode } from "./mode.ts";
export { errorCorrections } from "./errorcorrection.ts";
export type { ErrorCorrection } from "./errorcorrection.ts";
export { drawSymbol } from "./symbol.ts";
export type { QrSymbol } from "./symbol.ts";
export { renderPng } from "./render/png.ts";
export type { GreyImage } from "./image.ts";
export { loadPictures } from "./pictures.ts";
export { describeForeignFile, nameFormat, recogniseImage } from "./recognise.ts";
export type { ImageFormat } from "./recognise.ts";
export type { GreyPixels } from "./pixels.ts";
export { toStoredCorners, toStoredSize } from "./orientation.ts";
export type { Orientation } from "./orientation.ts";
export { scan, scanAll } from "./scan.ts";
export type { AttemptTrace, FoundSymbol, FullScan, ScanResult } from "./scan.ts";
export type { Corners, Point, ReadSymbol, UnreadSymbol } from "./decoders/decoder.ts";
