/** The simulator of phone photographs. It takes pictures in and knows nothing of the project's own code. */
export type { Homography, Point, Quad } from "./homography.ts";
export type { Orientation } from "./jpeg.ts";
export type { Arrangement, Photograph } from "./photograph.ts";
export { arrange, photograph, take } from "./photograph.ts";
export type { Picture } from "./picture.ts";
export { drawModules, loadPicture, measureModulePixels } from "./picture.ts";
export type { PresetName } from "./presets.ts";
export { preset } from "./presets.ts";
export type { Random, Seed } from "./random.ts";
export { randomFor } from "./random.ts";
export type { Crumple, Glare, PhotoSettings, Plastic, Shadow, Stain } from "./settings.ts";
