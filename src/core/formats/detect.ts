/** From bytes to an envelope, whichever format they are in. */
import { failure } from "../errors.ts";
import { limits } from "../limits.ts";
import { decodeUtf8, describeBytes, encodeUtf8 } from "../text.ts";
import { classicV1 } from "./classic-v1.ts";
import { classic } from "./classic.ts";
import { jwe } from "./jwe.ts";
import type { Envelope, Format, FormatName } from "./envelope.ts";

export const formats: Readonly<Record<FormatName, Format>> = { classic, "classic-v1": classicV1, jwe };
export const formatNames: readonly FormatName[] = Object.keys(formats) as FormatName[];

export function encodeEnvelope(envelope: Envelope): Uint8Array {
  return encodeUtf8(formats[envelope.format].encode(envelope));
}

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
