/** From bytes to an envelope, whichever format they are in. */
import { decodeUtf8, describeBytes } from "../encoding/text.ts";
import { failure } from "./refusals.ts";
import { limits } from "../limits.ts";
import type { Envelope, Format } from "./envelope.ts";
import { formats } from "./formats.ts";

/** Whether bytes mean to be an envelope, however damaged; decides between "not one" and "a broken one". */
export function looksLikeEnvelope(bytes: Uint8Array): boolean {
  return claimedFormat(bytes) !== null;
}

/**
 * The envelope in `bytes`, exactly: no white space around it. Throws envelope/not-recognised,
 * envelope/malformed or envelope/unsupported.
 */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  const claimed = claimedFormat(bytes);
  if (claimed === null) throw failure("envelope/not-recognised", { found: describeBytes(bytes) });
  return claimed.format.parse(claimed.text);
}

function claimedFormat(bytes: Uint8Array): { format: Format; text: string } | null {
  if (bytes.length > limits.envelopeBytes) return null;
  const text = decodeUtf8(bytes);
  if (text === null) return null;
  const format = Object.values(formats).find((candidate) => candidate.claims(text));
  return format === undefined ? null : { format, text };
}
