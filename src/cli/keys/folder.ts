/** Where this desk keeps its keys. */
import type { Host } from "../host.ts";

const KEY_FOLDER = "keys";

/** The office's folder for keys, register and audit log: QRSEAL_KEYS, else the usual one. */
export function keyFolder(env: Host["env"]): string {
  const named = env["QRSEAL_KEYS"] ?? "";
  return named === "" ? KEY_FOLDER : named;
}
