/** What SQLite reports, the same from both engines. Its texts name tables and columns, never values. */

export type Trouble = "BUSY" | "LOCKED" | "READONLY" | "IOERR" | "CORRUPT" | "FULL" | "CANTOPEN" | "NOTADB";

/** Result codes (sqlite.org/rescode.html) that say something about the disk or the file, not about the operation. */
const troubles: Readonly<Record<number, Trouble>> = {
  5: "BUSY",
  6: "LOCKED",
  8: "READONLY",
  10: "IOERR",
  11: "CORRUPT",
  13: "FULL",
  14: "CANTOPEN",
  26: "NOTADB",
};

/** null: not SQLite's, or no trouble of this kind. */
export function troubleOf(error: unknown): Trouble | null {
  if (!(error instanceof Error)) return null;
  // better-sqlite3 has the code's name, SQLITE_IOERR_FSYNC, and Node its number, of which the low byte is the kind.
  const { code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
  if (typeof errcode === "number") return troubles[errcode & 0xff] ?? null;
  if (typeof code !== "string") return null;
  return Object.values(troubles).find((name) => `${code}_`.startsWith(`SQLITE_${name}_`)) ?? null;
}

/**
 * After these nothing more is written: what the system dropped when a write failed it does not tell a second time, so
 * that a later commit could be acknowledged and not be on the disk.
 */
export function isFatal(trouble: Trouble): boolean {
  return trouble === "IOERR" || trouble === "CORRUPT" || trouble === "NOTADB";
}
