/** The Range field (RFC 9110 §14.2) of one range of bytes: what a broken-off download asks for. */

/** Offsets of bytes, the end not included. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

const oneRange = /^bytes=(?:(\d{1,15})-(\d{1,15})?|-(\d{1,15}))$/i;

/**
 * The part of `size` bytes that the field asks for; null where there is none, or one that is passed over as any server
 * may (several ranges, other units, a form that is not known); "unsatisfiable" where nothing of it is there.
 */
export function parseRange(field: string | undefined, size: number): ByteRange | null | "unsatisfiable" {
  const [, first, last, suffix] = oneRange.exec(field ?? "") ?? [];
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), size);
    return length === 0 ? "unsatisfiable" : { from: size - length, to: size };
  }
  if (first === undefined) return null;
  const from = Number(first);
  const to = last === undefined ? size : Math.min(Number(last) + 1, size);
  // A range that ends before it begins is no range, and passed over.
  if (last !== undefined && Number(last) < from) return null;
  return from >= size ? "unsatisfiable" : { from, to };
}
