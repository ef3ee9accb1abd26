/** Our own reading, as the benchmark looks at it: rung by rung, or as the command does it. */
import { limits } from "../../src/core/limits.ts";
import { decoders } from "../../src/pictures/engines/decoders.ts";
import type { ReadSymbol } from "../../src/qr/picture/findings.ts";
import { ownDecoder } from "../../src/qr/decoders/own.ts";
import type { Effort } from "../../src/qr/ladder/effort.ts";
import type { GreyPixels } from "../../src/qr/picture/pixels.ts";
import { readHere } from "../../src/qr/ladder/readers.ts";
import type { Readers } from "../../src/qr/ladder/readers.ts";
import { readInThreads } from "../../src/pictures/threads/threads.ts";
import { rungs } from "../../src/qr/ladder/rungs.ts";
import { scan, scanAll } from "../../src/qr/scan.ts";
import type { Spent } from "../lib/spent.ts";
import { spend } from "../lib/spent.ts";

export const rungNames: readonly string[] = rungs.map(({ name }) => name);

export interface RungResult extends Spent {
  readonly rung: string;
  readonly read: readonly ReadSymbol[];
  readonly failed: boolean;
}

/** Every rung by itself on the whole picture, whatever those before it read. */
export async function climbAll(image: GreyPixels): Promise<RungResult[]> {
  const results: RungResult[] = [];
  for (const rung of rungs) {
    const options = { ladder: [rung], effort: "thorough", readers: readHere(decoders) } as const;
    const { value, wall, cpu } = await spend(() => scanAll(image, options));
    const failed = value.trace.some(({ outcome }) => outcome === "failed");
    results.push({ rung: rung.name, read: value.symbols, failed, wall, cpu });
  }
  return results;
}

/**
 * As the command reads: from rung to rung until one finds a code, any code. One thread serves all calls, so that what is
 * measured is reading, and not the loading of libraries; it ends with the process.
 */
export async function climbToFirst(image: GreyPixels, effort: Effort): Promise<readonly ReadSymbol[]> {
  readers ??= readInThreads();
  const { accepted } = await scan(image, () => true, { effort, readers });
  return accepted;
}

let readers: Readers | null = null;

/** Our own reader alone, for as long as a picture gets. */
export async function readAlone(image: GreyPixels, effort: Effort): Promise<readonly ReadSymbol[]> {
  const end = performance.now() + limits.scanMilliseconds[effort];
  return (await ownDecoder.decode(image, () => performance.now() > end)).read;
}
