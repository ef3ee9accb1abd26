/** The main file of the thread that decodes one HEIC picture and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { decodeHeic, loadLibheif } from "./libheif.ts";
import type { FromHeicThread, HeicTask } from "./messages.ts";

function tell(message: FromHeicThread): void {
  const pixels = message.kind === "read" ? [message.image.pixels.buffer as ArrayBuffer] : [];
  parentPort?.postMessage(message, pixels);
}

const libheif = loadLibheif();
tell({ kind: "started" });
tell(decodeHeic(libheif, workerData as HeicTask));
