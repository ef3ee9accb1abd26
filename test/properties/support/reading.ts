/** What reading a broken picture comes to. */
import { QrsealError } from "../../../src/core/refusal.ts";
import { looksLikeEnvelope, parseEnvelope } from "../../../src/core/index.ts";
import { decoders } from "../../../src/pictures/engines/decoders.ts";
import { readHere } from "../../../src/qr/ladder/readers.ts";
import { rungs } from "../../../src/qr/ladder/rungs.ts";
import { loadPictures } from "../../../src/pictures/source.ts";
import { scan } from "../../../src/qr/scan.ts";

const readers = readHere(decoders);
const ladder = rungs.slice(0, 1);

function isEnvelope(payload: Uint8Array): boolean {
  if (!looksLikeEnvelope(payload)) return false;
  try {
    parseEnvelope(payload);
    return true;
  } catch (error) {
    if (error instanceof QrsealError) return false;
    throw error;
  }
}

/**
 * "read" with the envelopes found, or the code of the refusal. What is neither comes through: a finding.
 */
export async function readBroken(
  file: Uint8Array,
): Promise<{ outcome: string; envelopes: readonly string[] }> {
  const envelopes: string[] = [];
  try {
    for await (const image of loadPictures(file)) {
      const { accepted, trace } = await scan(image, isEnvelope, { readers, ladder });
      if (trace.some(({ outcome }) => outcome === "failed"))
        return { outcome: "a reader broke down", envelopes };
      for (const { payload } of accepted) envelopes.push(Buffer.from(payload).toString("latin1"));
    }
    return { outcome: envelopes.length > 0 ? "read" : "no envelope", envelopes };
  } catch (error) {
    if (!(error instanceof QrsealError)) throw error;
    return { outcome: error.code, envelopes };
  }
}

export const allowedOutcomes = [
  "read",
  "no envelope",
  "image/unsupported",
  "image/too-many-pixels",
  "image/damaged",
];
