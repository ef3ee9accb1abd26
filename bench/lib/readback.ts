/** Opens what was sealed and reads what was drawn: a small code that does not work is no result. */
import { verifySignature } from "../../src/core/envelope/statement.ts";
import { parseEnvelope } from "../../src/core/envelope/detect.ts";
import type { OpeningKey } from "../../src/core/keys/recipientkind.ts";
import type { VerifyingKey } from "../../src/core/keys/signerkind.ts";
import { loadImage } from "../../src/pictures/image.ts";
import { renderPng } from "../../src/pictures/index.ts";
import { scanInThreads } from "../../src/pictures/scanning.ts";
import { drawSymbol } from "../../src/qr/index.ts";
import type { ErrorCorrection } from "../../src/qr/standard/errorcorrection.ts";
import { documentOf, openCompact, openDocument } from "../../test/core/envelope/support/sealing.ts";

/** The document in an envelope, its signature verified where a signer is given. Null: not for this key, or not signed so. */
export async function openedFrom(
  envelope: Uint8Array,
  key: OpeningKey,
  signer: VerifyingKey | null,
): Promise<Uint8Array | null> {
  const parsed = parseEnvelope(envelope);
  if (!parsed.format.carriesStatement) return openDocument(parsed, key);
  const statement = await openCompact(parsed, key);
  if (statement === null) return null;
  if (signer !== null && !(await verifySignature(statement, signer, statement.signedFor))) return null;
  return documentOf(statement);
}

/** Draws the envelope's code, reads it with the usual readers and opens what they read. */
export async function expectReadableCode(
  envelope: Uint8Array,
  level: ErrorCorrection,
  document: Uint8Array,
  key: OpeningKey,
  signer: VerifyingKey | null,
): Promise<void> {
  const image = await loadImage(renderPng(await drawSymbol(envelope, level), { modulePixels: 4 }));
  const { accepted } = await scanInThreads(image, (payload) => Buffer.from(payload).equals(envelope));
  const payload = accepted[0]?.payload;
  const opened = payload === undefined ? null : await openedFrom(payload, key, signer);
  if (opened === null || !Buffer.from(opened).equals(document)) {
    throw new Error("a drawn code did not give its document back, so its size would mean nothing");
  }
}
