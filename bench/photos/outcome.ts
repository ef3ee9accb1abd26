/** Readers at simulated photographs, whose text is known. */
import type { Spent } from "../lib/spent.ts";
import { spend } from "../lib/spent.ts";

export interface Outcome extends Spent {
  /** The text that stands there was read. */
  readonly isRead: boolean;
  /** Another text was. */
  readonly isWrong: boolean;
  /** What was read first, right or wrong; null where nothing was. */
  readonly first: Uint8Array | null;
}

export async function tryReader(
  read: () => Promise<readonly { readonly payload: Uint8Array }[]>,
  expected: Uint8Array,
): Promise<Outcome> {
  const { value, wall, cpu } = await spend(read);
  const isExpected = value.map(({ payload }) => Buffer.from(payload).equals(expected));
  return {
    isRead: isExpected.includes(true),
    isWrong: isExpected.includes(false),
    first: value[0]?.payload ?? null,
    wall,
    cpu,
  };
}

/** Percent; null of none. */
export function shareRead(outcomes: readonly Outcome[]): number | null {
  if (outcomes.length === 0) return null;
  return (100 * outcomes.filter(({ isRead }) => isRead).length) / outcomes.length;
}
