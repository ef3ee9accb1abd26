/** What keeps a store from being used. */
import { raising, refusal } from "../../core/refusal.ts";
import { groundRefusals } from "../../core/refusals.ts";

export const storeRefusals = {
  /** Neither better-sqlite3 nor a Node with SQLite: install one, or use PostgreSQL. */
  "store/no-sqlite": refusal<{ node: string }>("place"),
  /** SQLite before 3.51.3, which two processes at once can make damage the database. */
  "store/sqlite-too-old": refusal<{ engine: string; version: string; needed: string }>("place"),
  /** A newer version of qrseal has changed the database's structure; nothing was changed. */
  "store/newer": refusal<{ found: number; known: number }>("place"),
  /** The file or server holds something else, or the structure was altered; nothing was changed. */
  "store/foreign": refusal("place"),
  /** The database cannot be opened, made or reached; the reason is in brackets. */
  "store/unusable": refusal<{ where: string; reason: string }>("place"),
  /** PostgreSQL runs with `fsync`, `full_page_writes` or `synchronous_commit` off. */
  "store/not-durable": refusal<{ setting: string }>("place"),
};

export const failure = raising({ ...storeRefusals, ...groundRefusals });
