/** What this desk is called in the register and the audit log. */
import { hostname } from "node:os";
import { limits } from "../../core/index.ts";
import { failure, term } from "../refusals.ts";
import type { Host } from "../host.ts";

/** QRSEAL_DESK, else the computer's name. Throws usage/bad-option where it is too long for a line. */
export function deskName(env: Host["env"]): string {
  const named = env["QRSEAL_DESK"] ?? "";
  if (named === "") return hostname();
  if (named.length <= limits.deskNameCharacters) return named;
  const problem = term("desk-name-too-long", String(named.length), limits.deskNameCharacters);
  throw failure("usage/bad-option", { problem, command: "" });
}
