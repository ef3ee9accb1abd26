import { failure } from "../../refusals.ts";
import type { Query } from "./session.ts";

/** Whatever else these are set to, a commit is on the server's own disk before it is acknowledged, and whole. */
const needed = ["fsync", "full_page_writes", "synchronous_commit"] as const;

/** Throws store/not-durable where the server would acknowledge what a loss of power can take away. */
export async function failIfNotDurable(query: Query): Promise<void> {
  const settings = needed.map((name) => `current_setting('${name}') AS ${name}`).join();
  const { rows } = await query(`SELECT ${settings}`);
  for (const name of needed) {
    if (rows[0]?.[name] === "off") throw failure("store/not-durable", { setting: name });
  }
}
