/**
 * Readers in threads of their own. A decoder that hangs, aborts, or takes memory without end is ended with its
 * thread; the next rung starts in a new one.
 */
import { memoryUsage } from "node:process";
import type { Worker } from "node:worker_threads";
import { limits } from "../../core/limits.ts";
import { nothing } from "../../qr/ladder/readers.ts";
import type { Readers } from "../../qr/ladder/readers.ts";
import type { GreyPixels } from "../../qr/picture/pixels.ts";
import { startReaderThread } from "./readerthreads.ts";
import type { FromReader, ToReader } from "./messages.ts";

/** How often the process's memory is looked at while a rung is tried. */
const WATCH_MILLISECONDS = 50;

/** Starts the first thread at once, so that it is up by the time the picture is loaded. */
export function readInThreads(
  startThread: () => Worker = startReaderThread,
  readMemory: () => number = () => memoryUsage.rss(),
): Readers {
  const start = (): Worker => {
    // One that breaks down while nobody waits for it must not end the process.
    return startThread().on("error", () => undefined);
  };
  let thread: Worker | null = start();
  /** The last pictures, and the same where every thread sees them: a thread that is ended takes nothing with it. */
  let given: readonly GreyPixels[] = [];
  let shared: readonly GreyPixels[] = [];
  let isGiven = false;

  const end = (): void => {
    // Nobody waits for it to be gone.
    void thread?.terminate();
    thread = null;
    isGiven = false;
  };

  return {
    attempt: async (rung, pictures, milliseconds, extent) => {
      const running = (thread ??= start());
      if (pictures.length !== given.length || pictures.some((picture, at) => picture !== given[at])) {
        [given, shared] = [pictures, pictures.map(share)];
        isGiven = false;
      }
      const send = (message: ToReader): void => {
        running.postMessage(message);
      };
      if (!isGiven) send({ kind: "pictures", pictures: shared });
      isGiven = true;
      send({ kind: "attempt", rung: rung.name, milliseconds, extent });
      const answer = await awaitAnswer(running, milliseconds, readMemory);
      // What a decoder that broke down leaves behind is not for the next one.
      if (typeof answer === "string" || answer.outcome === "failed") end();
      return typeof answer === "string" ? { outcome: answer, decoded: nothing } : answer;
    },
    close: end,
  };
}

/** What the thread answers; or how it came to no answer, and is to be ended. */
function awaitAnswer(
  thread: Worker,
  milliseconds: number,
  readMemory: () => number,
): Promise<FromReader | "stopped" | "failed"> {
  const before = readMemory();
  return new Promise((resolve) => {
    const finish = (answer: FromReader | "stopped" | "failed"): void => {
      clearTimeout(clock);
      clearInterval(watch);
      thread.off("message", finish).off("error", fail).off("exit", fail);
      resolve(answer);
    };
    const stop = (): void => {
      finish("stopped");
    };
    const fail = (): void => {
      finish("failed");
    };
    const clock = setTimeout(stop, milliseconds + limits.readerGraceMilliseconds);
    const watch = setInterval(() => {
      if (readMemory() - before > limits.readerMemoryBytes) stop();
    }, WATCH_MILLISECONDS);
    thread.on("message", finish).on("error", fail).on("exit", fail);
  });
}

function share({ width, height, pixels }: GreyPixels): GreyPixels {
  const copy = new Uint8Array(new SharedArrayBuffer(pixels.length));
  copy.set(pixels);
  return { width, height, pixels: copy };
}
