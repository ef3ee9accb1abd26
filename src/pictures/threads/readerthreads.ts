/** Starting the threads that read pictures, one of them before anybody has asked for it. */
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { limits } from "../../core/limits.ts";

/** A thread gets neither our environment, where a passphrase may be, nor our streams. */
export const threadOptions = {
  env: {},
  stdin: false,
  stdout: true,
  stderr: true,
  resourceLimits: { maxOldGenerationSizeMb: limits.readerMemoryBytes / 2 ** 20 },
} as const;

/** The one that was started ahead, until somebody takes it or it ends. */
let ahead: Worker | null = null;

/**
 * Starts a thread for the first reader that will want one. A thread and its libraries take as long to load as the rest
 * of a command does, and load beside it this way; whoever reads nothing in the end has it ended with the process.
 */
export function startReaderAhead(): void {
  if (ahead !== null) return;
  try {
    const thread = makeThread();
    // One that breaks down while nobody waits for it must not end the process.
    thread.on("error", () => undefined);
    thread.on("exit", () => {
      if (ahead === thread) ahead = null;
    });
    ahead = thread;
  } catch {
    // What goes wrong here goes wrong again when a thread is wanted, and is told then.
  }
}

/** The one that was started ahead, or a new one. */
export function startReaderThread(): Worker {
  const thread = ahead ?? makeThread();
  ahead = null;
  return thread;
}

/** Built from reader-thread.ts; its private name in package.json leads sources, builds and the bundle to it. */
function makeThread(): Worker {
  const file = createRequire(import.meta.url).resolve("#pictures/reader-thread");
  const thread = new Worker(file, { ...threadOptions, execArgv: [] });
  // The process may end while it waits for work; while it works, the clock of awaitAnswer runs.
  thread.unref();
  return thread;
}
