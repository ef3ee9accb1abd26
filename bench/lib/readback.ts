/** Opens what was sealed and reads what was drawn: a small code that does not work is no result. */
import { documentOf, openCompact } from "../../src/core/envelope/compact/open.ts";
import { verifySignature } from "../../src/core/envelope/compact/statement.ts";
import { parseEnvelope } from "../../src/core/envelope/detect.ts";
import type { RecipientPrivateKey } from "../../src/core/keys/recipientkeys.ts";
import { open } from "../../src/core/envelope/open.ts";
import type { SigningPublicKey } from "../../src/core/keys/signingkeys.ts";
import type { ErrorCorrection } from "../../src/qr/standard/errorcorrection.ts";
import { loadImage } from "../../src/pictures/image.ts";
import { scanInThreads } from "../../src/pictures/scanning.ts";
import { drawSymbol } from "../../src/qr/index.ts";
import { renderPng } from "../../src/pictures/index.ts";

/** The document in an envelope, its signature verified where a signer is given. Null: not for this key, or not signed so. */
export function openedFrom(
  envelope: Uint8Array,
  key: RecipientPrivateKey,
  signer: SigningPublicKey | null,
): Uint8Array | null {
  const parsed = parseEnvelope(envelope);
  if (parsed.format !== "compact") return key.type === "rsa" ? open(parsed, key) : null;
  const statement = openCompact(parsed, key);
  if (statement === null) return null;
  if (signer !== null && !verifySignature(statement, signer, statement.signedFor)) return null;
  return documentOf(statement);
}

/** Draws the envelope's code, reads it with the usual readers and opens what they read. */
export async function expectReadableCode(
  envelope: Uint8Array,
  level: ErrorCorrection,
  document: Uint8Array,
  key: RecipientPrivateKey,
  signer: SigningPublicKey | null,
): Promise<void> {
  const image = await loadImage(renderPng(drawSymbol(envelope, level), { modulePixels: 4 }));
  const { accepted } = await scanInThreads(image, (payload) => Buffer.from(payload).equals(envelope));
  const payload = accepted[0]?.payload;
  const opened = payload === undefined ? null : openedFrom(payload, key, signer);
  if (opened === null || !Buffer.from(opened).equals(document)) {
    throw new Error("a drawn code did not give its document back, so its size would mean nothing");
  }
}
