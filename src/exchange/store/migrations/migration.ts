/** Numbered steps from an empty database to the one this program works with; both databases keep which were taken. */
import { createHash } from "node:crypto";
import { failure } from "../refusals.ts";

/** Never changed once released: what is different afterwards is a further step. */
export interface Migration {
  /** 1, 2, 3 … */
  readonly number: number;
  readonly name: string;
  readonly sqlite: string;
  readonly postgres: string;
}

export type Dialect = "sqlite" | "postgres";

/** One step that was taken, as the database tells. */
export interface AppliedMigration {
  readonly number: number;
  readonly checksum: string;
}

/** SHA-256 of a step's SQL, lower case hexadecimal. */
export function checksumOf(migration: Migration, dialect: Dialect): string {
  return createHash("sha256").update(migration[dialect]).digest("hex");
}

/**
 * The steps that are still to be taken. Throws store/newer where a step was taken that this program does not know, and
 * store/foreign where one was that is not as it is here.
 */
export function pendingMigrations(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
  dialect: Dialect,
): readonly Migration[] {
  const last = Math.max(0, ...applied.map(({ number }) => number));
  if (last > known.length) throw failure("store/newer", { found: last, known: known.length });
  for (const { number, checksum } of applied) {
    const same = known.find((each) => each.number === number);
    if (same === undefined || checksumOf(same, dialect) !== checksum) throw failure("store/foreign", {});
  }
  return known.filter(({ number }) => number > last);
}
