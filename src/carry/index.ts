/** Payloads to the one thing that they carry. Knows nothing of pictures, files or symbols. */
export { Collector } from "./collector.ts";
export type { Collected, Complete, Conflicting, Foreign } from "./collector.ts";
export { bundleWanted, envelopeWanted } from "./wanted.ts";
export type { Wanted } from "./wanted.ts";
export { isBinary, trimText } from "./carriedtext.ts";
