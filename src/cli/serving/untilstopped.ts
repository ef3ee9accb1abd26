/** How long a command that serves goes on. */
import type { Host } from "../host.ts";

/**
 * Resolves at the first signal to stop; a second one ends the program at once. SIGHUP calls `reload`, and stops what
 * has nothing to read again.
 */
export function untilStopped(host: Host, reload: (() => void) | null): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    host.onSignal((signal) => {
      // On Windows it means that the window is closed.
      if (signal === "SIGHUP" && reload !== null && process.platform !== "win32") {
        reload();
        return true;
      }
      if (isStopping) return false;
      isStopping = true;
      resolve();
      return true;
    });
  });
}
