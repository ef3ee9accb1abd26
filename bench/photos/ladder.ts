/** Our own reading, as the benchmark looks at it: rung by rung, or as the command does it. */
import type { ReadSymbol } from "../../src/qr/decoders/decoder.ts";
import type { GreyPixels } from "../../src/qr/pixels.ts";
import { attempts, scan, scanAll } from "../../src/qr/scan.ts";
import type { Spent } from "../lib/spent.ts";
import { spend } from "../lib/spent.ts";

export const rungNames: readonly string[] = attempts.map(({ name }) => name);

export interface RungResult extends Spent {
  readonly rung: string;
  readonly read: readonly ReadSymbol[];
  readonly failed: boolean;
}

/** Every rung by itself on the whole picture, whatever those before it read. */
export async function climbAll(image: GreyPixels): Promise<RungResult[]> {
  const results: RungResult[] = [];
  for (const attempt of attempts) {
    const { value, wall, cpu } = await spend(() => scanAll(image, undefined, [attempt]));
    const failed = value.trace.some((each) => each.failed);
    results.push({ rung: attempt.name, read: value.symbols, failed, wall, cpu });
  }
  return results;
}

/** As the command reads: from rung to rung until one finds a code, any code. */
export async function climbToFirst(image: GreyPixels): Promise<readonly ReadSymbol[]> {
  const { accepted } = await scan(image, () => true);
  return accepted;
}
