/** The main file of a reader's thread: takes pictures, tries rungs on them, tells what they found. */
import { parentPort } from "node:worker_threads";
import { bug } from "../../core/refusals.ts";
import { readHere } from "../../qr/ladder/readers.ts";
import { jointRung, rungs } from "../../qr/ladder/rungs.ts";
import type { Extent } from "../../qr/picture/findings.ts";
import type { GreyPixels } from "../../qr/picture/pixels.ts";
import { decoders, warmUpFirst } from "../engines/decoders.ts";
import type { FromReader, ToReader } from "./messages.ts";

if (parentPort === null) throw bug("this file is the main file of a thread");
const port = parentPort;
const readers = readHere(decoders);
let pictures: readonly GreyPixels[] = [];

port.on("message", (message: ToReader) => {
  if (message.kind === "pictures") pictures = message.pictures;
  else void attempt(message.rung, message.milliseconds, message.extent);
});

async function attempt(name: string, milliseconds: number, extent: Extent): Promise<void> {
  const rung = [...rungs, jointRung].find((each) => each.name === name);
  if (rung === undefined) throw bug("no such rung");
  const answer: FromReader = await readers.attempt(rung, pictures, milliseconds, extent);
  port.postMessage(answer);
}

// While the picture is still being loaded; what goes wrong here goes wrong again when it is wanted, and is told then.
void warmUpFirst().catch(() => undefined);
