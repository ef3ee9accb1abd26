/** Picture files to pixels and back, and the threads in which pictures are read. */
export type { GreyImage } from "./image.ts";
export { loadPictures } from "./source.ts";
export type { Frame, FrameName, PictureSource } from "./source.ts";
export { describeForeignFile, nameFormat, recogniseImage } from "./formats/recognise.ts";
export type { ImageFormat } from "./formats/recognise.ts";
export { toStoredCorners, toStoredSize } from "./formats/orientation.ts";
export type { Orientation } from "./formats/orientation.ts";
export { drawExplanation } from "./explanationpng.ts";
export { renderPng } from "./png/writepng.ts";
export { readInThreads } from "./threads/threads.ts";
