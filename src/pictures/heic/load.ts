/**
 * HEIC pictures to grey pixels, in a thread that is started for one picture and ended after it: what a hostile file
 * does to the decoder ends with the thread.
 */
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { bug } from "../../core/refusals.ts";
import { failure, term } from "../formats/refusals.ts";
import { limits } from "../../core/limits.ts";
import type { GreyPixels } from "../../qr/picture/pixels.ts";
import type { FromHeicThread, HeicTask } from "./messages.ts";

/**
 * The primary picture, as its container turns and crops it, what is transparent laid over white. Throws
 * image/too-many-pixels, image/damaged (also where the decoder breaks down or takes longer than
 * limits.heicMilliseconds) or image/unsupported.
 */
export async function loadHeic(
  file: Uint8Array,
  startThread: (task: HeicTask) => Worker = startHeicThread,
  milliseconds: number = limits.heicMilliseconds,
): Promise<GreyPixels> {
  const thread = startThread({ file: Uint8Array.from(file), maxPixels: limits.picturePixels });
  const answer = await awaitAnswer(thread, milliseconds);
  await thread.terminate();
  switch (answer.kind) {
    case "read":
      return answer.image;
    case "too-large":
      throw failure("image/too-many-pixels", {
        width: answer.width,
        height: answer.height,
        maxPixels: limits.picturePixels,
      });
    case "unsupported":
      throw failure("image/unsupported", {
        found: term("heic-of-other-kind"),
        textAllowed: false,
      });
    case "damaged":
      throw failure("image/damaged", { format: "HEIC" });
    case "started":
      throw bug("the decoder of HEIC pictures did not start");
  }
}

/** Our environment may hold a passphrase; our streams are not for libraries. */
function startHeicThread(task: HeicTask): Worker {
  // Built from heic-thread.ts; its private name in package.json leads sources, builds and the bundle to it.
  const file = createRequire(import.meta.url).resolve("#pictures/heic-thread");
  const options = { env: {}, execArgv: [], stdin: false, stdout: true, stderr: true };
  return new Worker(file, { ...options, workerData: task, transferList: [task.file.buffer as ArrayBuffer] });
}

/** Its last word. A thread that was up and says no more is at odds with the file; "started" is one that never was up. */
function awaitAnswer(thread: Worker, milliseconds: number): Promise<FromHeicThread> {
  return new Promise((resolve) => {
    let isUp = false;
    const finish = (answer: FromHeicThread): void => {
      clearTimeout(clock);
      resolve(answer);
    };
    const fail = (): void => {
      finish({ kind: isUp ? "damaged" : "started" });
    };
    const clock = setTimeout(finish, milliseconds, { kind: "damaged" });
    thread.on("message", (message: FromHeicThread) => {
      if (message.kind === "started") isUp = true;
      else finish(message);
    });
    // The end is awaited, not the error: errors come by a channel of their own and may overtake "started", while every
    // message has arrived before "exit". The error is heard all the same: one that nobody hears would end the process.
    thread.on("error", () => undefined).on("exit", fail);
  });
}
