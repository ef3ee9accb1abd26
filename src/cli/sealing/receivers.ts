/** The keys that a document is to be sealed for, as they were named. */
import type { KeyRing, Receiver } from "../../office/index.ts";
import { failure, term } from "../refusals.ts";

/** Throws usage/conflict where one stands twice. */
export async function readReceivers(
  files: readonly string[],
  keyRing: KeyRing,
): Promise<readonly Receiver[]> {
  const receivers: Receiver[] = [];
  for (const file of files) {
    const key = await keyRing.readPublic(file);
    const same = receivers.find((other) => other.key.fingerprint === key.fingerprint);
    if (same !== undefined) {
      const reason = term("same-key");
      throw failure("usage/conflict", {
        first: `--public-key ${same.file}`,
        second: `--public-key ${file}`,
        reason,
      });
    }
    receivers.push({ file, key });
  }
  return receivers;
}
