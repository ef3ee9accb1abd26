/** Rows of both databases, and records made of them area by area: the columns are called the same in both. */

/** As a driver gives it: numbers, texts, bytes (perhaps as a Buffer), booleans (0 and 1 in SQLite), null. */
export type Row = Readonly<Record<string, unknown>>;

/** Plain bytes that share nothing with the driver. */
export function bytesOf(value: unknown): Uint8Array {
  return Uint8Array.from(value as Uint8Array);
}

export function bytesOrNull(value: unknown): Uint8Array | null {
  return value === null ? null : bytesOf(value);
}
