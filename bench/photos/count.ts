/** What a reader's results in one photograph are worth, held against the listed codes. */
import type { ReadSymbol } from "../../src/qr/picture/findings.ts";
import type { Polygon } from "../../test/photographs/corners.ts";
import { placeOf } from "../../test/photographs/overlap.ts";

export type Result = Pick<ReadSymbol, "payload" | "corners">;

export interface Count {
  readonly listed: number;
  /** Which of the listed codes were read. */
  readonly read: ReadonlySet<number>;
  /** Results that lie outside every listed code. */
  readonly outside: number;
  /** Listed codes for which different texts were read: one of them at least is wrong. */
  readonly contradicted: number;
}

export function countPicture(listed: readonly Polygon[], results: readonly Result[]): Count {
  const texts = new Map<number, Set<string>>();
  let outside = 0;
  for (const { payload, corners } of results) {
    const place = placeOf(corners, listed);
    if (place === null) outside += 1;
    else texts.set(place, (texts.get(place) ?? new Set()).add(Buffer.from(payload).toString("latin1")));
  }
  return {
    listed: listed.length,
    read: new Set(texts.keys()),
    outside,
    contradicted: [...texts.values()].filter(({ size }) => size > 1).length,
  };
}

export const misreadsOf = ({ outside, contradicted }: Count): number => outside + contradicted;

const percent = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Percent of the listed codes that were read. */
export function shareOfCodes(counts: readonly Count[]): number | null {
  return percent(sum(counts.map(({ read }) => read.size)), sum(counts.map(({ listed }) => listed)));
}

/** Percent of the pictures in which at least one code was read. */
export function shareOfPictures(counts: readonly Count[]): number | null {
  return percent(counts.filter(({ read }) => read.size > 0).length, counts.length);
}

/** Percent of the pictures with a single listed code whose code was read. */
export function shareOfSingles(counts: readonly Count[]): number | null {
  return shareOfPictures(counts.filter(({ listed }) => listed === 1));
}
