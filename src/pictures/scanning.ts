/** The scans of src/qr, in threads of their own where the caller brings no readers. */
import type { GreyPixels } from "../qr/picture/pixels.ts";
import { scan, scanAll } from "../qr/scan.ts";
import type { FullScan, ScanOptions, ScanResult } from "../qr/scan.ts";
import { scanTogether } from "../qr/together.ts";
import type { TogetherResult } from "../qr/together.ts";
import { readInThreads } from "./threads/threads.ts";

/** Where `readers` is left out, threads are started for the scan and ended with it. */
export type ScanInThreadsOptions = Omit<ScanOptions, "readers"> & Partial<Pick<ScanOptions, "readers">>;

export function scanInThreads(
  image: GreyPixels,
  accept: (payload: Uint8Array) => boolean,
  options: ScanInThreadsOptions = {},
): Promise<ScanResult> {
  return withReaders(options, (given) => scan(image, accept, given));
}

export function scanAllInThreads(image: GreyPixels, options: ScanInThreadsOptions = {}): Promise<FullScan> {
  return withReaders(options, (given) => scanAll(image, given));
}

export function scanTogetherInThreads(
  images: readonly GreyPixels[],
  accept: (payload: Uint8Array) => boolean,
  options: ScanInThreadsOptions = {},
): Promise<TogetherResult> {
  return withReaders(options, (given) => scanTogether(images, accept, given));
}

async function withReaders<T>(
  options: ScanInThreadsOptions,
  use: (options: ScanOptions) => Promise<T>,
): Promise<T> {
  if (options.readers !== undefined) return use({ ...options, readers: options.readers });
  const readers = readInThreads();
  try {
    return await use({ ...options, readers });
  } finally {
    readers.close();
  }
}
