/** Whether this machine's clock can be right. */
import { limits } from "../core/index.ts";
import type { Records } from "./ports.ts";

/**
 * The newest signed date seen before, where this machine's clock stands clearly before it; else null. `newestKnown` is
 * the date of the trust lists, seconds since 1970.
 */
export async function clockSetBack(
  records: Pick<Records, "newestSignedDate">,
  newestKnown: number,
  now: Date,
): Promise<number | null> {
  const newest = Math.max(newestKnown, (await records.newestSignedDate()) ?? 0);
  return now.getTime() / 1000 + limits.clockSkewSeconds < newest ? newest : null;
}
