/**
 * What a program imports as `qrseal/qr`: pixels and modules with the files and threads that they come from, scans that
 * need no readers to be brought.
 */
export * from "../qr/index.ts";
export * from "./index.ts";
export { scanAllInThreads as scanAll, scanInThreads as scan } from "./scanning.ts";
export { scanTogetherInThreads as scanTogether } from "./scanning.ts";
export type { ScanInThreadsOptions as ScanOptions } from "./scanning.ts";
